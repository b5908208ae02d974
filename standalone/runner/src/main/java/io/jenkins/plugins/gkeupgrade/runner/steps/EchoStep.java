package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code echo 'text'}. */
public final class EchoStep extends BuiltInStep {
    private final String message;

    @DataBoundConstructor
    public EchoStep(String message) {
        this.message = message;
    }

    @Override
    public Object run(RunningCall call) {
        call.listener().getLogger().println(message);
        return null;
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor {
        public DescriptorImpl() {
            super("echo", TaskListener.class);
        }
    }
}
