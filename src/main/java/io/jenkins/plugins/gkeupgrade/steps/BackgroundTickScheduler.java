package io.jenkins.plugins.gkeupgrade.steps;

import hudson.Extension;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real time, and a pool of our own: looks call remote servers, and Jenkins' shared timer has ten threads for everybody.
 */
@Extension(ordinal = -100)
public final class BackgroundTickScheduler extends TickScheduler {
    /** Most threads for all steps of the controller; they end when nothing is to be done. */
    static final int THREADS = 3;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ScheduledThreadPoolExecutor pool = pool();

    private static ScheduledThreadPoolExecutor pool() {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory named = work -> {
            Thread thread = new Thread(work, "GKE upgrade steps [" + number.incrementAndGet() + "]");
            thread.setDaemon(true);
            return thread;
        };
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(THREADS, named);
        pool.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
        pool.allowCoreThreadTimeOut(true);
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Future<?> schedule(Runnable work, Duration delay) {
        return pool.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
