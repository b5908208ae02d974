package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code waitUntil(initialRecurrencePeriod: 250, quiet: true) { condition }}. */
public final class WaitUntilStep extends BuiltInStep {
    private static final long SHORTEST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 15_000;

    private long initialRecurrencePeriod = SHORTEST_MILLIS;
    private boolean quiet;

    @DataBoundConstructor
    public WaitUntilStep() {
        // All parameters are optional.
    }

    @DataBoundSetter
    public void setInitialRecurrencePeriod(long millis) {
        initialRecurrencePeriod = Math.max(SHORTEST_MILLIS, Math.min(millis, LONGEST_MILLIS));
    }

    @DataBoundSetter
    public void setQuiet(boolean quiet) {
        this.quiet = quiet;
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        for (long period = initialRecurrencePeriod; ; period = Math.min(period * 6 / 5, LONGEST_MILLIS)) {
            Object result = call.runBody(null, List.of(), Map.of());
            if (!(result instanceof Boolean)) {
                throw new ClassCastException("body return value " + result + " is not boolean");
            }
            if ((Boolean) result) {
                return null;
            }
            if (!quiet) {
                call.listener().getLogger().println("Will try again after " + Util.getTimeSpanString(period));
            }
            call.pause(Duration.ofMillis(period));
        }
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor.Block {
        public DescriptorImpl() {
            super("waitUntil", TaskListener.class);
        }
    }
}
