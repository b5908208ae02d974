package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import java.time.Instant;
import java.util.function.IntSupplier;

/** A long-running change of a cluster. */
public final class SimulatedOperation {
    /**
     * How far it is.
     *
     * @param unit what is counted, for example {@code nodes}
     */
    public record Progress(String unit, int done, int total) {
        String words() {
            return total == 0 ? "" : unit + " done " + done + " of " + total;
        }
    }

    private final String name;
    private final String type;
    private final ClusterRef cluster;
    private final String pool;
    private final Instant start;
    private String unit = "";
    private int total;
    private IntSupplier done = () -> 0;
    private Operation.State state = Operation.State.RUNNING;
    private String error = "";
    private Instant end;

    /** @param pool empty when it changes the cluster itself */
    SimulatedOperation(String name, String type, ClusterRef cluster, String pool, Instant start) {
        this.name = name;
        this.type = type;
        this.cluster = cluster;
        this.pool = pool;
        this.start = start;
    }

    SimulatedOperation counting(String what, int of, IntSupplier soFar) {
        unit = what;
        total = of;
        done = soFar;
        return this;
    }

    void end(Instant at, String withError) {
        state = Operation.State.DONE;
        error = withError;
        end = at;
    }

    void abort() {
        state = Operation.State.ABORTING;
    }

    public String name() {
        return name;
    }

    public String type() {
        return type;
    }

    public ClusterRef cluster() {
        return cluster;
    }

    /** The pool that it changes; empty when it changes the cluster itself. */
    public String pool() {
        return pool;
    }

    public Instant start() {
        return start;
    }

    /** When it ended; null while it runs. */
    public Instant end() {
        return end;
    }

    public Operation.State state() {
        return state;
    }

    public boolean ended() {
        return state == Operation.State.DONE;
    }

    /** Why it failed; empty while it runs and after a good end. */
    public String error() {
        return error;
    }

    public Progress progress() {
        return new Progress(unit, Math.min(total, done.getAsInt()), total);
    }

    public Operation snapshot() {
        return new Operation(
                name,
                type,
                state,
                pool.isEmpty() ? cluster.name() : pool,
                "",
                error,
                ended() ? "" : progress().words());
    }

    /** How GKE words it when something else must wait for this one. */
    String inTheWay() {
        String doing =
                switch (type) {
                    case "UPGRADE_MASTER", "UPGRADE_NODES" -> "upgrading cluster";
                    case "CREATE_NODE_POOL" -> "creating a node pool for cluster";
                    case "DELETE_NODE_POOL" -> "deleting a node pool for cluster";
                    case "REPAIR_CLUSTER", "AUTO_REPAIR_NODES" -> "repairing cluster";
                    default -> "updating cluster";
                };
        return "Operation " + name + " is currently " + doing + " " + cluster.name()
                + ". Please wait and try again once it is done.";
    }
}
