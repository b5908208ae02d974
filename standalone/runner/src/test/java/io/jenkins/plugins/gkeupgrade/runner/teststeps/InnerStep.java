package io.jenkins.plugins.gkeupgrade.runner.teststeps;

import hudson.Extension;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Works only inside {@code around}, and returns its word. */
public final class InnerStep extends Step {
    @DataBoundConstructor
    public InnerStep() {
        // No parameters.
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() throws Exception {
            getContext().onSuccess(getContext().get(AroundStep.Word.class).text());
            return true;
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "inner";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(AroundStep.Word.class);
        }
    }
}
