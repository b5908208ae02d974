package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code unstable 'text'}. */
public final class UnstableStep extends BuiltInStep {
    private final String message;

    @DataBoundConstructor
    public UnstableStep(String message) {
        this.message = Util.fixEmptyAndTrim(message);
        if (this.message == null) {
            throw new IllegalArgumentException("A non-empty message is required");
        }
    }

    @Override
    public Object run(RunningCall call) {
        call.node().addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(message));
        call.execution().run().setResult(Result.UNSTABLE);
        call.listener().getLogger().println("WARNING: " + message);
        return null;
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor {
        public DescriptorImpl() {
            super("unstable", TaskListener.class);
        }
    }
}
