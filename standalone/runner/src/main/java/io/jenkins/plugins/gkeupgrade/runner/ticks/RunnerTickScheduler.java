package io.jenkins.plugins.gkeupgrade.runner.ticks;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.gkeupgrade.steps.TickScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;

/** Gives the plugin's steps the time of the run that is under way. */
@Extension(ordinal = 1000)
public final class RunnerTickScheduler extends TickScheduler {
    private volatile TickTime time;

    /** Makes the steps live in that time, until the next call. */
    public static void use(TickTime time) {
        ExtensionList.lookup(TickScheduler.class).get(RunnerTickScheduler.class).time = time;
    }

    private TickTime time() {
        TickTime known = time;
        if (known == null) {
            throw new IllegalStateException("No run is under way.");
        }
        return known;
    }

    /** What a step gets is bound to the present life of Jenkins, and dead after a simulated restart. */
    @Override
    protected TickScheduler forStep() {
        return time().newLife();
    }

    @Override
    public Instant now() {
        return time().now();
    }

    @Override
    public Future<?> schedule(Runnable work, Duration delay) {
        return forStep().schedule(work, delay);
    }
}
