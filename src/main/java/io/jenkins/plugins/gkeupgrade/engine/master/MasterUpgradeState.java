package io.jenkins.plugins.gkeupgrade.engine.master;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What an upgrade of the control plane remembers.
 *
 * @param phase how far it is
 * @param startedAt when it began
 * @param from version that the control plane had at the first look; null before it
 * @param target what the requested version means; null before the first look, settled then for good
 * @param known names of the upgrades that GKE listed when we made up our mind to start one
 * @param operation the upgrade that we started or joined; empty until there is one
 * @param joined whether somebody else started it
 * @param endedAt when we first saw it ended; null until then
 */
public record MasterUpgradeState(
        Phase phase,
        Instant startedAt,
        GkeVersion from,
        GkeVersion target,
        List<String> known,
        String operation,
        boolean joined,
        Instant endedAt)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How far an upgrade is. */
    public enum Phase {
        LOOKING,
        /** We are about to call GKE, or have called it and do not know the answer. */
        SUBMITTING,
        UPGRADING
    }

    public MasterUpgradeState {
        known = List.copyOf(known);
    }

    static MasterUpgradeState first(Instant now) {
        return new MasterUpgradeState(Phase.LOOKING, now, null, null, List.of(), "", false, null);
    }

    MasterUpgradeState heading(GkeVersion current, GkeVersion to) {
        return new MasterUpgradeState(Phase.LOOKING, startedAt, current, to, known, "", false, null);
    }

    MasterUpgradeState submitting(List<String> upgradesSoFar) {
        return new MasterUpgradeState(Phase.SUBMITTING, startedAt, from, target, upgradesSoFar, "", false, null);
    }

    MasterUpgradeState upgrading(String by, boolean somebodyElses) {
        return new MasterUpgradeState(Phase.UPGRADING, startedAt, from, target, known, by, somebodyElses, null);
    }

    MasterUpgradeState lookingAgain() {
        return new MasterUpgradeState(Phase.LOOKING, startedAt, from, target, known, "", false, null);
    }

    MasterUpgradeState ended(Instant at) {
        return new MasterUpgradeState(phase, startedAt, from, target, known, operation, joined, at);
    }
}
