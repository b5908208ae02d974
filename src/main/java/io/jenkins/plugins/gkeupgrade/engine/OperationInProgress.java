package io.jenkins.plugins.gkeupgrade.engine;

/** GKE takes one operation per cluster at a time and declined ours because another one runs. */
public final class OperationInProgress extends StageException {
    private static final long serialVersionUID = 1L;

    private final String operation;

    /** @param operation name of the running operation, empty when GKE did not name it */
    public OperationInProgress(String operation, String message) {
        super(message);
        this.operation = operation;
    }

    public String operation() {
        return operation;
    }
}
