package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.flow.ErrorCondition;
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
        return error instanceof TransientAbort;
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
