package io.jenkins.plugins.gkeupgrade.runner.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time, or real time made faster by a constant factor. */
public final class WallClock implements RunClock {
    private final ScheduledThreadPoolExecutor timer;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private final double speed;

    /** @param speed how many seconds of this clock pass in one real second; 1 is real time */
    public WallClock(double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("The speed of time is " + speed + "; it must be a number above 0.");
        }
        this.speed = speed;
        this.timer = new ScheduledThreadPoolExecutor(2, work -> {
            Thread thread = new Thread(work, "wall clock");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return start.plusNanos((long) ((System.nanoTime() - startNanos) * speed));
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
