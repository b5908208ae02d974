package io.jenkins.plugins.gkeupgrade.steps;

import hudson.AbortException;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a build is told when a step fails: a sentence for what may be expected, a stack trace for a defect. */
final class StepFailures {
    private static final Logger LOGGER = Logger.getLogger(StepFailures.class.getName());

    private StepFailures() {}

    /**
     * The failure to end the step with.
     *
     * @param function name of the step, as Pipelines call it
     * @param cluster as the script calls it
     * @param untouched whether the step is known to have changed nothing
     */
    static Throwable told(String function, String cluster, Throwable failure, boolean untouched) {
        if (!(failure instanceof StageException)) {
            return UnexpectedStepFailure.of(function, failure);
        }
        LOGGER.log(Level.FINE, failure, () -> function + " on " + cluster + " failed");
        boolean worthRetrying = failure instanceof TransientFailure
                || failure instanceof Failed && failure.getCause() instanceof TransientFailure;
        if (worthRetrying) {
            return new TransientAbort(failure.getMessage());
        }
        return failure instanceof Refused && untouched
                ? changedNothing(failure.getMessage())
                : new AbortException(failure.getMessage());
    }

    /** A refusal before anything was done: of a parameter, or by a check. */
    static AbortException changedNothing(String reason) {
        return new AbortException(reason + " Nothing was changed.");
    }
}
