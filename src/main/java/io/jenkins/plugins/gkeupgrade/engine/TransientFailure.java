package io.jenkins.plugins.gkeupgrade.engine;

/** This time it did not work and the next time it may: a network error, a busy server, an API server that is away. */
public final class TransientFailure extends StageException {
    private static final long serialVersionUID = 1L;

    public TransientFailure(String message) {
        super(message);
    }

    public TransientFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
