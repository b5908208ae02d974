package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.clock.RunClock;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import io.jenkins.plugins.gkeupgrade.runner.flow.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code timeout(time: 1, unit: 'HOURS', activity: false) { }}, by the run's clock. */
public final class TimeoutStep extends BuiltInStep {
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final int time;
    private TimeUnit unit = TimeUnit.MINUTES;
    private boolean activity;

    @DataBoundConstructor
    public TimeoutStep(int time) {
        this.time = time;
    }

    @DataBoundSetter
    public void setUnit(TimeUnit unit) {
        this.unit = unit;
    }

    @DataBoundSetter
    public void setActivity(boolean activity) {
        this.activity = activity;
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        Duration limit = Duration.of(time, unit.toChronoUnit());
        call.listener()
                .getLogger()
                .println("Timeout set to expire " + (activity ? "after " : "in ")
                        + Util.getTimeSpanString(limit.toMillis()) + (activity ? " without activity" : ""));
        Killer killer = new Killer(call, limit);
        try {
            return call.runBody(
                    null, activity ? List.of((Scope.LineDecorator) killer::noteActivity) : List.of(), Map.of());
        } catch (FlowInterruptedException e) {
            if (e == killer.cause) {
                // It has done its work here: further out it is an ordinary failure, which may be retried.
                e.setActualInterruption(false);
            }
            throw e;
        } finally {
            killer.end();
            call.discardStop(killer.cause);
        }
    }

    /** Stops the block when its time is over, and breaks it off when it does not heed. */
    private static final class Killer {
        private final RunningCall call;
        private final RunClock clock;
        private final Duration limit;
        private final FlowInterruptedException cause =
                new FlowInterruptedException(Result.ABORTED, true, new ExceededTimeout());
        private Instant end;
        private ScheduledFuture<?> next;

        Killer(RunningCall call, Duration limit) {
            this.call = call;
            this.clock = call.execution().clock();
            this.limit = limit;
            this.end = clock.now().plus(limit);
            this.next = clock.schedule(this::expire, limit);
        }

        synchronized String noteActivity(String line) {
            end = clock.now().plus(limit);
            return line;
        }

        private synchronized void expire() {
            if (next == null) {
                return;
            }
            Duration left = Duration.between(clock.now(), end);
            if (left.compareTo(Duration.ZERO) > 0) {
                next = clock.schedule(this::expire, left);
                return;
            }
            call.listener().getLogger().println("Cancelling nested steps due to timeout");
            next = clock.schedule(this::force, GRACE);
            call.cancelBody(cause);
        }

        private synchronized void force() {
            if (next != null) {
                call.listener()
                        .getLogger()
                        .println("Body did not finish within grace period; terminating with extreme prejudice");
                call.forceBody(cause);
            }
        }

        synchronized void end() {
            if (next != null) {
                next.cancel(false);
                next = null;
            }
        }
    }

    private static final class ExceededTimeout extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Timeout has been exceeded";
        }
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor.Block {
        public DescriptorImpl() {
            super("timeout", TaskListener.class);
        }
    }
}
