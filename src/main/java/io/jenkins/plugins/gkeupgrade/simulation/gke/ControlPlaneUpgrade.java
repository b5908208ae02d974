package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import java.time.Duration;
import java.util.Optional;

/** An upgrade of the control plane: of the only replica of a zonal cluster, or of three, one after the other. */
final class ControlPlaneUpgrade implements Operations.Work {
    private static final int GKE_MAX_SKEW = 2;
    private static final int REPLICAS = 3;
    private static final double GOES_AWAY = 0.2;
    private static final double COMES_BACK = 0.85;

    private final SimulatedCluster cluster;
    private final GkeVersion target;

    private ControlPlaneUpgrade(SimulatedCluster cluster, GkeVersion target) {
        this.cluster = cluster;
        this.target = target;
    }

    /** What GKE checks before it starts. */
    static void check(SimulatedCluster cluster, GkeVersion target, ServerVersions offer) {
        GkeVersion current = cluster.version();
        boolean recreation = target.equals(current);
        if (!recreation && !offer.controlPlane().contains(target)) {
            throw invalid("Master version \"" + target + "\" is unsupported.");
        }
        if (target.compareTo(current) < 0) {
            throw invalid("Master cannot be downgraded from " + current + " to " + target + ".");
        }
        if (target.minorsAheadOf(current) > 1) {
            throw invalid("Master cannot be upgraded to \"" + target + "\": cannot upgrade from " + current
                    + " by more than one minor version at a time.");
        }
        cluster.pools().stream()
                .filter(pool -> target.minorsAheadOf(pool.shape().version()) > GKE_MAX_SKEW)
                .findFirst()
                .ifPresent(pool -> {
                    throw invalid("Master cannot be upgraded to \"" + target + "\": node pool \"" + pool.name()
                            + "\" at " + pool.shape().version() + " would be more than " + GKE_MAX_SKEW
                            + " minor versions older.");
                });
    }

    private static GkeError invalid(String message) {
        return new GkeError(GkeError.Code.INVALID_ARGUMENT, message);
    }

    static SimulatedOperation start(
            SimulatedCluster cluster,
            GkeVersion target,
            Duration length,
            Optional<String> error,
            Operations operations,
            Timeline timeline) {
        SimulatedOperation operation = operations.start(
                cluster, "UPGRADE_MASTER", "", length, error, new ControlPlaneUpgrade(cluster, target));
        cluster.status("RECONCILING");
        if (cluster.ref().zonal()) {
            timeline.after(part(length, GOES_AWAY), () -> cluster.host().apiServerAway(true));
            timeline.after(part(length, COMES_BACK), () -> {
                if (error.isEmpty()) {
                    cluster.version(target);
                }
                cluster.host().apiServerAway(false);
            });
        } else {
            operation.counting("replicas", REPLICAS, () -> replicas(operation, length, timeline));
        }
        return operation;
    }

    private static int replicas(SimulatedOperation operation, Duration length, Timeline timeline) {
        long passed = Duration.between(operation.start(), timeline.now()).toMillis();
        return (int) (REPLICAS * passed / Math.max(1, length.toMillis()));
    }

    private static Duration part(Duration length, double of) {
        return Duration.ofMillis((long) (length.toMillis() * of));
    }

    @Override
    public void succeed() {
        cluster.version(target);
        cluster.status("RUNNING");
    }

    @Override
    public void fail(String error) {
        cluster.status("RUNNING");
    }
}
