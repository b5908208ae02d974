package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.console.Traces;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.flow.ErrorCondition;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code retry(count: 3, conditions: [...]) { }}. */
public final class RetryStep extends BuiltInStep {
    private final int count;
    private List<ErrorCondition> conditions = List.of();

    @DataBoundConstructor
    public RetryStep(int count) {
        this.count = count;
    }

    @DataBoundSetter
    public void setConditions(List<ErrorCondition> conditions) {
        this.conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        for (int left = count - 1; ; left--) {
            try {
                return call.runBody(null, List.of(), Map.of());
            } catch (Throwable error) {
                if (left <= 0 || !isRetried(error, call)) {
                    throw error;
                }
                Traces.print(error, call.execution().run(), call.listener());
                call.listener().getLogger().println("Retrying");
            }
        }
    }

    private boolean isRetried(Throwable error, RunningCall call) throws IOException, InterruptedException {
        if (conditions.isEmpty()) {
            return !(error instanceof FlowInterruptedException interruption && interruption.isActualInterruption());
        }
        for (ErrorCondition condition : conditions) {
            if (condition.test(error, call.stepContext())) {
                return true;
            }
        }
        return false;
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor.Block {
        public DescriptorImpl() {
            super("retry", TaskListener.class);
        }
    }
}
