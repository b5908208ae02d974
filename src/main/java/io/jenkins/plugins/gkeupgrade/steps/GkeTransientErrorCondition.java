package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import java.util.Arrays;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.flow.ErrorCondition;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code retry(count: 3, conditions: [gkeTransient()])}: tries again when a step gave up on something that may pass, such
 * as a network error; never after a refusal, a failed upgrade or an abort.
 */
public final class GkeTransientErrorCondition extends ErrorCondition {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public GkeTransientErrorCondition() {}

    @Override
    public boolean test(@NonNull Throwable error, StepContext context) {
        return error instanceof TransientAbort
                && Arrays.stream(error.getSuppressed())
                        .allMatch(other -> isMark(other) || isConsequence(other) || test(other, context));
    }

    /** Pipeline marks every failure with an id of its own, as if it were one more failure (a private class of it). */
    private static boolean isMark(Throwable other) {
        return other.getClass().getSimpleName().equals("ErrorId");
    }

    /**
     * Where branches of {@code parallel} fail, the first failure carries those of the others. One that was stopped by
     * {@code failFast} is no reason of its own, unlike one that somebody aborted.
     */
    private static boolean isConsequence(Throwable other) {
        return other instanceof FlowInterruptedException stopped
                && !stopped.getCauses().isEmpty()
                && stopped.getCauses().stream()
                        // A private class of the step.
                        .allMatch(cause -> cause.getClass().getSimpleName().equals("FailFastCause"));
    }

    /** Its name in Pipelines. */
    @Extension
    @Symbol("gkeTransient")
    public static final class DescriptorImpl extends ErrorConditionDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return "Passing GKE and Kubernetes failures";
        }
    }
}
