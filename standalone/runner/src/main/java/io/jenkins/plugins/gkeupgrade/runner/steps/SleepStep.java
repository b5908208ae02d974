package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code sleep time: 5, unit: 'MINUTES'}, by the run's clock. */
public final class SleepStep extends BuiltInStep {
    private final int time;
    private TimeUnit unit = TimeUnit.SECONDS;

    @DataBoundConstructor
    public SleepStep(int time) {
        this.time = time;
    }

    @DataBoundSetter
    public void setUnit(TimeUnit unit) {
        this.unit = unit;
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        Duration duration = Duration.of(time, unit.toChronoUnit());
        if (duration.isNegative() || duration.isZero()) {
            call.listener().getLogger().println("No need to sleep any longer");
        } else {
            call.listener().getLogger().println("Sleeping for " + Util.getTimeSpanString(duration.toMillis()));
            call.pause(duration);
        }
        return null;
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor {
        public DescriptorImpl() {
            super("sleep", TaskListener.class);
        }
    }
}
