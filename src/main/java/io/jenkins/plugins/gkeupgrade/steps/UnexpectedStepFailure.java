package io.jenkins.plugins.gkeupgrade.steps;

/**
 * A defect, told with its stack trace. A copy and not the original: classes of libraries cannot be stored with a build.
 */
public final class UnexpectedStepFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int DEEPEST_CAUSE = 5;

    private UnexpectedStepFailure(String message, Throwable original, int depth) {
        super(message, causeOf(original, depth));
        setStackTrace(original.getStackTrace());
    }

    static UnexpectedStepFailure of(String function, Throwable original) {
        return new UnexpectedStepFailure(function + " failed unexpectedly: " + original, original, 0);
    }

    private static Throwable causeOf(Throwable original, int depth) {
        Throwable cause = original.getCause();
        return cause == null || depth == DEEPEST_CAUSE
                ? null
                : new UnexpectedStepFailure(cause.toString(), cause, depth + 1);
    }
}
