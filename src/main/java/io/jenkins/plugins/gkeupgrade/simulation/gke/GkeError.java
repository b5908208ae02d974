package io.jenkins.plugins.gkeupgrade.simulation.gke;

/** GKE says no, or does not answer. Codes and messages are those of the API. */
public final class GkeError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The codes of {@code google.rpc.Code} that GKE answers with. */
    public enum Code {
        NOT_FOUND,
        ALREADY_EXISTS,
        INVALID_ARGUMENT,
        FAILED_PRECONDITION,
        PERMISSION_DENIED,
        UNAUTHENTICATED,
        RESOURCE_EXHAUSTED,
        UNAVAILABLE,
        DEADLINE_EXCEEDED,
        ABORTED,
        INTERNAL
    }

    private final Code code;

    public GkeError(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
