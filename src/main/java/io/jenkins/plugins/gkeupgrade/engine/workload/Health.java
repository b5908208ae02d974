package io.jenkins.plugins.gkeupgrade.engine.workload;

/**
 * How the rollout of one workload stands.
 *
 * @param state where it stands
 * @param reason one clause with numbers, without the workload's name
 */
public record Health(State state, String reason) {
    /** The states of a rollout. */
    public enum State {
        /** All replicas are updated and available. */
        HEALTHY,
        /** On its way. */
        PROGRESSING,
        /** On its way, but something is in its way that may yet pass. */
        TROUBLED,
        /** Will not come to a good end by itself. */
        FAILED
    }

    static Health healthy(String reason) {
        return new Health(State.HEALTHY, reason);
    }

    static Health progressing(String reason) {
        return new Health(State.PROGRESSING, reason);
    }

    static Health failed(String reason) {
        return new Health(State.FAILED, reason);
    }

    public boolean healthy() {
        return state == State.HEALTHY;
    }

    public boolean failed() {
        return state == State.FAILED;
    }
}
