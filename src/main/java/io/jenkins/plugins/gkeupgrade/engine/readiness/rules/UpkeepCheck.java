package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ClusterFacts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ExclusionKeeper;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Whether GKE would upgrade the old pool under the teams' feet: in a release channel it follows the control plane within
 * days, and then there is nothing to opt in from, or to go back to.
 */
public final class UpkeepCheck implements Check {
    @Override
    public List<Finding> check(ReadinessObservation seen) {
        return seen.wide()
                .upkeep()
                .flatMap(upkeep -> of(upkeep, seen.facts()))
                .map(List::of)
                .orElse(List.of());
    }

    /** What is to be said about that; empty when GKE upgrades no pool of the cluster by itself. */
    public static Optional<Finding> of(Upkeep upkeep, ClusterFacts facts) {
        List<String> upgraded = facts.cluster().pools().stream()
                .map(NodePool::name)
                .filter(upkeep.autoUpgraded()::contains)
                .sorted()
                .toList();
        String cluster = "Cluster " + facts.cluster().ref().name();
        Instant now = facts.now();
        Optional<MaintenanceExclusion> keeping = upkeep.keepingNodes(now);
        if (upgraded.isEmpty()) {
            return Optional.empty();
        }
        if (keeping.isPresent() && ExclusionKeeper.lasts(keeping.get(), now)) {
            return Optional.of(Finding.ofCluster(
                    FindingId.MAINTENANCE_EXCLUSION,
                    cluster,
                    "GKE leaves the versions of its node pools alone" + until(keeping.get()) + " (exclusion "
                            + keeping.get().name() + ")",
                    "retire the old pool before that day"));
        }
        String pools = "GKE may upgrade node pool " + String.join(", ", upgraded) + " by itself"
                + keeping.map(e -> ", because exclusion " + e.name() + " ends on " + day(e.end()))
                        .orElse(" within days of the control plane");
        return Optional.of(Finding.ofCluster(
                FindingId.NO_MAINTENANCE_EXCLUSION,
                cluster,
                pools,
                facts.cluster().releaseChannel().isEmpty()
                        ? "turn auto-upgrade off for these pools until the upgrade is over (exclusions of that scope need a"
                                + " release channel)"
                        : "add a maintenance exclusion of scope NO_MINOR_OR_NODE_UPGRADES, or say"
                                + " maintenanceExclusion: 'create'"));
    }

    private static String until(MaintenanceExclusion exclusion) {
        return exclusion.end() == null ? " until the end of support" : " until " + day(exclusion.end());
    }

    private static LocalDate day(Instant end) {
        return end.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
