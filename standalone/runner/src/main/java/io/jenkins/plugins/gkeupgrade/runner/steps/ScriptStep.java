package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code script { }} in a Declarative Pipeline. */
public final class ScriptStep extends BuiltInStep {
    @DataBoundConstructor
    public ScriptStep() {
        // No parameters.
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        return call.runBody(null, List.of(), Map.of());
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor.Block {
        public DescriptorImpl() {
            super("script");
        }
    }
}
