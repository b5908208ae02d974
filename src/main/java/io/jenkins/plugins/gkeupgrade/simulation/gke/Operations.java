package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The operations of all clusters: one at a time on each, each ending when its time has come and its work is done. */
final class Operations {
    /** What an operation does to the cluster. */
    interface Work {
        /** Whether there is nothing left to wait for, once the operation's own time is over. */
        default boolean complete() {
            return true;
        }

        void succeed();

        void fail(String error);
    }

    /** The work of an operation whose effect was there at once. */
    static final Work NOTHING = new Work() {
        @Override
        public void succeed() {
            // it was done when it was asked for
        }

        @Override
        public void fail(String error) {
            // GKE reports it and leaves things as they are
        }
    };

    private static final Duration RECHECK = Duration.ofSeconds(2);

    private final Timeline timeline;
    private final Random random;
    private final List<SimulatedOperation> all = new ArrayList<>();

    Operations(Timeline timeline, Random random) {
        this.timeline = timeline;
        this.random = random;
    }

    /** @throws GkeError while another operation runs on the cluster */
    void requireIdle(SimulatedCluster cluster) {
        cluster.running().ifPresent(running -> {
            throw new GkeError(GkeError.Code.FAILED_PRECONDITION, running.inTheWay());
        });
    }

    /** @param error with which it will end; empty for a good end */
    SimulatedOperation start(
            SimulatedCluster cluster, String type, String pool, Duration length, Optional<String> error, Work work) {
        requireIdle(cluster);
        SimulatedOperation operation = new SimulatedOperation(nextName(), type, cluster.ref(), pool, timeline.now());
        all.add(0, operation);
        cluster.running(operation);
        timeline.after(length, () -> end(cluster, operation, error, work));
        return operation;
    }

    private void end(SimulatedCluster cluster, SimulatedOperation operation, Optional<String> error, Work work) {
        if (operation.ended()) {
            return;
        }
        if (error.isEmpty() && !work.complete()) {
            timeline.after(RECHECK, () -> end(cluster, operation, error, work));
            return;
        }
        close(cluster, operation, error.orElse(""));
        error.ifPresentOrElse(work::fail, work::succeed);
    }

    private void close(SimulatedCluster cluster, SimulatedOperation operation, String error) {
        operation.end(timeline.now(), error);
        cluster.running(null);
    }

    /** Ends the operation soon, leaving its work half done. Only node upgrades can be cancelled. */
    void cancel(SimulatedCluster cluster, SimulatedOperation operation) {
        if (operation.ended() || !operation.type().equals("UPGRADE_NODES")) {
            throw new GkeError(
                    GkeError.Code.FAILED_PRECONDITION,
                    "Operation " + operation.name() + " of type " + operation.type() + " can not be cancelled.");
        }
        operation.abort();
        timeline.after(RECHECK, () -> {
            if (!operation.ended()) {
                close(cluster, operation, "");
            }
        });
    }

    /** Newest first. */
    List<SimulatedOperation> of(ClusterRef cluster) {
        return all.stream().filter(o -> o.cluster().equals(cluster)).toList();
    }

    /** Newest first. */
    List<SimulatedOperation> in(String parent) {
        return all.stream().filter(o -> GkeApi.within(parent, o.cluster())).toList();
    }

    SimulatedOperation find(String parent, String name) {
        return in(parent).stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new GkeError(GkeError.Code.NOT_FOUND, "Not found: " + parent + "/operations/" + name + "."));
    }

    private String nextName() {
        return "operation-" + timeline.now().toEpochMilli() + "-" + String.format("%08x", random.nextInt());
    }
}
