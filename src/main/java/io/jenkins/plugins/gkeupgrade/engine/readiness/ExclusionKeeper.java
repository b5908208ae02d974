package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.OperationInProgress;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sees to it that GKE does not upgrade node pools by itself while teams move, where a step is told to. The exclusion has
 * a name of ours, so that there is never a second one; nobody takes it away but people, as the upgrade has no end that a
 * step would know of.
 */
public final class ExclusionKeeper {
    /** Name of the exclusion that steps add. */
    public static final String NAME = "gke-opt-in-upgrade";

    /** One that ends sooner is as good as none. */
    private static final Duration LEAST = Duration.ofDays(7);

    private ExclusionKeeper() {}

    /** Whether it lasts long enough to be relied on. */
    public static boolean lasts(MaintenanceExclusion exclusion, Instant now) {
        return exclusion.end() == null || exclusion.end().isAfter(now.plus(LEAST));
    }

    private static boolean ours(MaintenanceExclusion exclusion) {
        return exclusion.name().equals(NAME)
                && exclusion.scope() == MaintenanceExclusion.Scope.NO_MINOR_OR_NODE_UPGRADES
                && exclusion.untilEndOfSupport();
    }

    /**
     * Adds the exclusion if the policy wants one and none is there.
     *
     * @return what to wait for before looking again; empty when all is as it should be, or cannot be made so
     */
    public static Optional<String> ensure(Cluster cluster, ReadinessPolicy policy, World world) {
        // Outside of release channels GKE has no exclusions of that scope; the check says what to do instead.
        if (policy.maintenanceExclusion() != ReadinessPolicy.MaintenanceExclusion.CREATE
                || cluster.releaseChannel().isEmpty()) {
            return Optional.empty();
        }
        Upkeep upkeep = world.controlPlane().upkeep();
        Instant now = world.now();
        if (upkeep.autoUpgraded().isEmpty()
                || upkeep.keepingNodes(now).filter(e -> lasts(e, now)).isPresent()
                || upkeep.exclusions().stream().anyMatch(ExclusionKeeper::ours)) {
            // With support about to end there is no longer one to be had than ours: the check says so.
            return Optional.empty();
        }
        Optional<Operation> running = world.controlPlane().operations().stream()
                .filter(operation -> !operation.ended())
                .findFirst();
        if (running.isPresent()) {
            return Optional.of(
                    "waiting for operation " + running.get().name() + ", before a maintenance exclusion can be added");
        }
        try {
            world.controlPlane().exclude(MaintenanceExclusion.keepingNodes(NAME, now));
        } catch (OperationInProgress busy) {
            return Optional.of("waiting to add a maintenance exclusion: " + busy.getMessage());
        }
        world.progress()
                .say("Added maintenance exclusion " + NAME
                        + ": GKE leaves the versions of node pools alone until the end of support.");
        return Optional.of("waiting for GKE to add maintenance exclusion " + NAME);
    }
}
