package io.jenkins.plugins.gkeupgrade.engine;

import java.util.Map;

/** The stage cannot come to a good end. The message says what happened and what to do, in one sentence. */
public final class Failed extends StageException {
    private static final long serialVersionUID = 1L;

    public Failed(String message) {
        super(message);
    }

    public Failed(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param details what is known all the same, plain values as in an outcome */
    public Failed(String message, Map<String, Object> details) {
        super(message, null, details);
    }

    /** @param details what is known all the same, plain values as in an outcome */
    public Failed(String message, Throwable cause, Map<String, Object> details) {
        super(message, cause, details);
    }
}
