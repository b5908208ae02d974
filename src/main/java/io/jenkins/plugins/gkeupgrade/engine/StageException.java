package io.jenkins.plugins.gkeupgrade.engine;

/** Why a look at the world did not end in a tick. Messages are single sentences for an operator; causes are for logs. */
public abstract sealed class StageException extends RuntimeException
        permits TransientFailure, Refused, Failed, OperationInProgress {
    private static final long serialVersionUID = 1L;

    protected StageException(String message) {
        super(message);
    }

    protected StageException(String message, Throwable cause) {
        super(message, cause);
    }
}
