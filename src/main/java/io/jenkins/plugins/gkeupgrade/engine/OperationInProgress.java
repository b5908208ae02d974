package io.jenkins.plugins.gkeupgrade.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GKE takes one operation per cluster at a time and declined ours because another one runs. */
public final class OperationInProgress extends StageException {
    private static final long serialVersionUID = 1L;

    private static final Pattern NAME = Pattern.compile("operation-[0-9a-f]+(-[0-9a-f]+)*");

    private final String operation;

    /** @param operation name of the running operation, empty when GKE did not name it */
    public OperationInProgress(String operation, String message) {
        super(message);
        this.operation = operation;
    }

    public String operation() {
        return operation;
    }

    /**
     * The operation that a message of GKE names, as in "Operation operation-1700000000000-ab12cd34 is currently upgrading
     * cluster shop. Please wait and try again once it is done."
     */
    public static Optional<String> named(String message) {
        Matcher m = NAME.matcher(message == null ? "" : message);
        return m.find() ? Optional.of(m.group()) : Optional.empty();
    }
}
