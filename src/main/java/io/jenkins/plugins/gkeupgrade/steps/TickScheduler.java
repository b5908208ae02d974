package io.jenkins.plugins.gkeupgrade.steps;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;

/**
 * Time and threads of all steps of the controller. The extension with the highest ordinal is used, so that time can be
 * compressed where clusters are simulated.
 */
public abstract class TickScheduler implements ExtensionPoint {
    /** The time that stages see: deadlines and elapsed times are reckoned from it. */
    public abstract Instant now();

    /**
     * Runs the work once, later, on a background thread.
     *
     * @return a handle whose {@code cancel(true)} also interrupts the work when it has begun
     */
    public abstract Future<?> schedule(Runnable work, Duration delay);

    /**
     * The scheduler that one step uses until it ends or the controller goes down. Where restarts are simulated, it runs
     * nothing any more after one, as the threads of a controller that is gone.
     */
    protected TickScheduler forStep() {
        return this;
    }

    public static TickScheduler get() {
        return ExtensionList.lookupFirst(TickScheduler.class).forStep();
    }
}
