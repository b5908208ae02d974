package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code withEnv(['A=b']) { }}. */
public final class WithEnvStep extends BuiltInStep {
    private final Map<String, String> variables = new LinkedHashMap<>();

    @DataBoundConstructor
    public WithEnvStep(List<String> overrides) {
        for (String each : overrides) {
            int equals = each.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(each);
            }
            variables.put(each.substring(0, equals), each.substring(equals + 1));
        }
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        return call.runBody(null, List.of(), variables);
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor.Block {
        public DescriptorImpl() {
            super("withEnv");
        }
    }
}
