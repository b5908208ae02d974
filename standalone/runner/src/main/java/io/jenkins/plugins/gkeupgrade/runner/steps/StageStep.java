package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code stage('name') { }}. */
public final class StageStep extends BuiltInStep {
    private final String name;

    @DataBoundConstructor
    public StageStep(String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("must specify name");
        }
        this.name = name;
    }

    /** Accepted as Jenkins does; without effect, as there when the stage has a block. */
    @DataBoundSetter
    public void setConcurrency(Integer concurrency) {}

    @Override
    public Object run(RunningCall call) throws Throwable {
        return call.runBody(name, List.of(), Map.of("STAGE_NAME", name));
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor.Block {
        public DescriptorImpl() {
            super("stage");
        }
    }
}
