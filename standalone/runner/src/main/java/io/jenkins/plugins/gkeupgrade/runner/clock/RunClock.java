package io.jenkins.plugins.gkeupgrade.runner.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;

/** The time that a run lives in: real, compressed or virtual. Thread-safe. */
public interface RunClock extends AutoCloseable {
    Instant now();

    /** Does the work once, on a thread of the clock's, when the delay has passed by this clock. */
    ScheduledFuture<?> schedule(Runnable work, Duration delay);

    /**
     * Says that the script is at work, or is about to be woken. A virtual clock stands still until {@link #release} has
     * been called as often; clocks that follow real time need not care.
     */
    default void hold() {}

    default void release() {}

    /** Forgets everything scheduled and ends the clock's threads. */
    @Override
    void close();
}
