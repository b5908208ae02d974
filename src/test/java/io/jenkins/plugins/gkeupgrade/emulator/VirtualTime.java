package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets a simulation's time pass with the real time, so many times as fast, and lets several threads use the simulation
 * one at a time.
 */
public final class VirtualTime implements SimulationAccess, AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(20);

    private final Timeline timeline;
    private final double speed;
    private final Instant start;
    private final long realStart = System.nanoTime();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "emulator-time");
        thread.setDaemon(true);
        return thread;
    });
    private Throwable broken;

    /** @param speed virtual seconds in a real second */
    public VirtualTime(Timeline timeline, double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("Time must go forward, not at speed " + speed + ".");
        }
        this.timeline = timeline;
        this.speed = speed;
        this.start = timeline.now();
        heart.scheduleAtFixedRate(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    public double speed() {
        return speed;
    }

    /** The virtual time that it is now. */
    public Instant now() {
        return start.plusNanos((long) ((System.nanoTime() - realStart) * speed));
    }

    /** How long that much virtual time takes in reality. */
    public Duration real(Duration virtual) {
        return Duration.ofNanos((long) (virtual.toNanos() / speed));
    }

    /**
     * Waits until that much virtual time has passed.
     *
     * @throws IllegalStateException when it does not pass any more
     */
    public void await(Duration virtual) throws Exception {
        CountDownLatch passed = new CountDownLatch(1);
        call(() -> {
            timeline.after(virtual, passed::countDown);
            return null;
        });
        while (!passed.await(1, TimeUnit.SECONDS)) {
            call(timeline::now);
        }
    }

    @Override
    public synchronized <T> T call(Callable<T> action) throws Exception {
        if (broken != null) {
            throw new IllegalStateException("The simulation broke earlier.", broken);
        }
        try {
            timeline.advanceTo(now());
        } catch (RuntimeException | Error e) {
            // A simulation that threw an exception in passing time is not to be trusted any more.
            broken = e;
            throw e;
        }
        return action.call();
    }

    private void beat() {
        try {
            call(timeline::now);
        } catch (Exception | Error e) {
            // Told to whoever comes next; there is nothing more to beat for.
            heart.shutdown();
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
    }
}
