package io.jenkins.plugins.gkeupgrade.engine.model;

/**
 * A long-running change of a cluster, as GKE lists it.
 *
 * @param name {@code operation-1700000000000-abcdef}
 * @param type GKE's own name of the kind of change, for example {@code UPGRADE_MASTER} or {@code CREATE_NODE_POOL}
 * @param state where it stands; {@link State#DONE} says that it ended, not that it succeeded
 * @param target name of the cluster or node pool that it changes (last segment of GKE's targetLink)
 * @param detail GKE's own description, may be empty
 * @param error GKE's own error message, empty unless it failed
 * @param progress GKE's own progress in words, for example {@code nodes done 2 of 5}; may be empty
 */
public record Operation(
        String name, String type, State state, String target, String detail, String error, String progress) {
    /** The states of the GKE API. */
    public enum State {
        PENDING,
        RUNNING,
        DONE,
        ABORTING
    }

    public static final String UPGRADE_MASTER = "UPGRADE_MASTER";
    public static final String CREATE_NODE_POOL = "CREATE_NODE_POOL";
    public static final String DELETE_NODE_POOL = "DELETE_NODE_POOL";

    public boolean ended() {
        return state == State.DONE;
    }

    public boolean failed() {
        return ended() && !error.isEmpty();
    }
}
