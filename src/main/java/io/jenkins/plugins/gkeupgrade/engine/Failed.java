package io.jenkins.plugins.gkeupgrade.engine;

/** The stage cannot come to a good end. The message says what happened and what to do, in one sentence. */
public final class Failed extends StageException {
    private static final long serialVersionUID = 1L;

    public Failed(String message) {
        super(message);
    }

    public Failed(String message, Throwable cause) {
        super(message, cause);
    }
}
