package io.jenkins.plugins.gkeupgrade.runner.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Real time, or real time made faster by a constant factor. */
public final class WallClock implements RunClock {
    /** Looks of several steps may wait for a server at the same time. */
    private static final int THREADS = 8;

    private final ScheduledThreadPoolExecutor timer;
    private final Supplier<Instant> now;
    private final double speed;

    /** @param speed how many seconds of this clock pass in one real second; 1 is real time */
    public WallClock(double speed) {
        this(speed, from(Instant.now(), speed));
    }

    /** @param now a time that passes at that speed */
    public WallClock(double speed, Supplier<Instant> now) {
        this.now = now;
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("The speed of time is " + speed + "; it must be a number above 0.");
        }
        this.speed = speed;
        this.timer = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "wall clock");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    private static Supplier<Instant> from(Instant start, double speed) {
        long startNanos = System.nanoTime();
        return () -> start.plusNanos((long) ((System.nanoTime() - startNanos) * speed));
    }

    @Override
    public Instant now() {
        return now.get();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, Duration delay) {
        return timer.schedule(work, (long) (delay.toNanos() / speed), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
