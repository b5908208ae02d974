package io.jenkins.plugins.gkeupgrade.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a look at the world did not end in a tick. Messages are single sentences for an operator; causes are for logs. */
public abstract sealed class StageException extends RuntimeException
        permits TransientFailure, Refused, Failed, OperationInProgress {
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, Object> details;

    protected StageException(String message) {
        this(message, null, Map.of());
    }

    protected StageException(String message, Throwable cause) {
        this(message, cause, Map.of());
    }

    protected StageException(String message, Throwable cause, Map<String, Object> details) {
        super(message, cause);
        this.details = new LinkedHashMap<>(details);
    }

    /**
     * What is known all the same, for the build's report: as {@link
     * io.jenkins.plugins.gkeupgrade.engine.model.Outcome#details()}, and empty when nothing is.
     */
    public final Map<String, Object> details() {
        return Collections.unmodifiableMap(details);
    }
}
