package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.FilePath;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.flow.ErrorCondition;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.stapler.DataBoundConstructor;

/** The conditions of {@code retry} that come with Pipeline itself. */
public final class ErrorConditions {
    private ErrorConditions() {}

    /** {@code agent()}: the agent is away. */
    public static final class AgentErrorCondition extends ErrorCondition {
        private static final long serialVersionUID = 1L;

        @DataBoundConstructor
        public AgentErrorCondition() {
            // No parameters.
        }

        @Override
        public boolean test(Throwable error, StepContext context) {
            return error instanceof MissingContextVariableException missing && missing.getType() == FilePath.class;
        }

        @Extension
        @Symbol("agent")
        public static final class DescriptorImpl extends ErrorConditionDescriptor {}
    }

    /** {@code nonresumable()}: a step could not go on after a restart. No step of this runner fails that way. */
    public static final class NonResumableErrorCondition extends ErrorCondition {
        private static final long serialVersionUID = 1L;

        @DataBoundConstructor
        public NonResumableErrorCondition() {
            // No parameters.
        }

        @Override
        public boolean test(Throwable error, StepContext context) {
            return error.getClass().getSimpleName().equals("SynchronousResumeNotSupportedException");
        }

        @Extension
        @Symbol("nonresumable")
        public static final class DescriptorImpl extends ErrorConditionDescriptor {}
    }
}
