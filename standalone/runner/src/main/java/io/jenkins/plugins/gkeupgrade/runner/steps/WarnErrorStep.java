package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code warnError('message') { }}. */
public final class WarnErrorStep extends BuiltInStep {
    private final String message;
    private boolean catchInterruptions = true;

    @DataBoundConstructor
    public WarnErrorStep(String message) {
        this.message = Util.fixEmptyAndTrim(message);
        if (this.message == null) {
            throw new IllegalArgumentException("A non-empty message is required");
        }
    }

    @DataBoundSetter
    public void setCatchInterruptions(boolean all) {
        catchInterruptions = all;
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        return new CaughtErrors(message, Result.UNSTABLE, Result.UNSTABLE, catchInterruptions).run(call);
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor.Block {
        public DescriptorImpl() {
            super("warnError", TaskListener.class);
        }
    }
}
