package io.jenkins.plugins.gkeupgrade.steps;

import com.google.common.util.concurrent.ListenableFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has one look follow the other, never two at once: on time, or sooner when woken; ends exactly once; and can be stopped
 * while a look hangs. Occupies no thread between looks.
 */
final class TickLoop {
    /** How long a stop waits for a look that is under way, so that its last change is still told. */
    static final Duration GRACE = Duration.ofSeconds(1);

    /** What is looked at. */
    interface Host {
        /**
         * One look.
         *
         * @return when to look again; null when the host has come to its end
         */
        Next look();

        /** The loop was stopped and has ended; no look of it will change anything any more. */
        void stopped(Throwable cause);
    }

    /**
     * When to look again.
     *
     * @param delay at the latest
     * @param pace how soon, when woken
     * @param saved done when what this look found out is on disk; the next look waits for it
     */
    record Next(Duration delay, Pace pace, ListenableFuture<?> saved) {}

    private final TickScheduler scheduler;
    private final ScheduledExecutorService timer;
    private final Host host;
    private final AtomicBoolean woken = new AtomicBoolean();
    private Future<?> next;
    private Instant due = Instant.MAX;
    private Instant quietUntil = Instant.MIN;
    private Instant spentUntil;
    private boolean looking;
    private boolean hurried;
    private Throwable stopping;
    private volatile boolean ended;

    /** @param timer for the one thing that must happen even when every thread of the scheduler hangs */
    TickLoop(TickScheduler scheduler, ScheduledExecutorService timer, Host host) {
        this.scheduler = scheduler;
        this.timer = timer;
        this.host = host;
    }

    void start() {
        schedule(Duration.ZERO);
    }

    /** Something may have changed: looks soon. Cheap, and may be called often and from any thread. */
    void wake() {
        if (ended || woken.getAndSet(true)) {
            return;
        }
        synchronized (this) {
            Instant now = scheduler.now();
            Instant earliest = quietUntil.isAfter(now) ? quietUntil : now;
            if (!looking && earliest.isBefore(due)) {
                schedule(Duration.between(now, earliest));
            }
        }
    }

    /** Looks at once, however soon after the last look: somebody waits for it. */
    synchronized void hurry() {
        hurried = true;
        if (!looking) {
            schedule(Duration.ZERO);
        }
    }

    /** Ends the loop within {@link #GRACE}, whatever the look that is under way does. */
    void stop(Throwable cause) {
        synchronized (this) {
            if (ended || stopping != null) {
                return;
            }
            stopping = cause;
            if (looking) {
                timer.schedule(this::finishStop, GRACE.toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
        }
        finishStop();
    }

    /** Ends the loop without waiting for a look that is under way: its change, if it still makes one, is not told. */
    void stopNow(Throwable cause) {
        synchronized (this) {
            if (ended) {
                return;
            }
            stopping = cause;
        }
        finishStop();
    }

    /** Whether the caller is the one that may complete the step: true once, and never after a stop. */
    synchronized boolean end() {
        if (ended || stopping != null) {
            return false;
        }
        return close();
    }

    /** Whether nothing may be changed any more. */
    boolean ended() {
        return ended;
    }

    private synchronized boolean close() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    private void finishStop() {
        Throwable cause;
        synchronized (this) {
            if (!close()) {
                return;
            }
            cause = stopping;
            if (next != null) {
                next.cancel(looking);
            }
        }
        host.stopped(cause);
    }

    private synchronized void schedule(Duration delay) {
        if (ended) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        due = scheduler.now().plus(delay);
        next = scheduler.schedule(this::look, delay);
    }

    private void look() {
        synchronized (this) {
            if (ended || looking) {
                return;
            }
            looking = true;
            hurried = false;
            woken.set(false);
        }
        Next again = host.look();
        if (again == null) {
            settle(null);
        } else {
            again.saved().addListener(() -> settle(again), Runnable::run);
        }
    }

    private void settle(Next again) {
        synchronized (this) {
            looking = false;
            if (stopping == null) {
                if (again != null) {
                    Instant now = scheduler.now();
                    spentUntil = again.pace().spent(spentUntil, now);
                    quietUntil = again.pace().quiet(spentUntil, now);
                    schedule(soon(again.delay(), now));
                }
                return;
            }
        }
        finishStop();
    }

    private Duration soon(Duration delay, Instant now) {
        if (hurried) {
            return Duration.ZERO;
        }
        Duration quiet = Duration.between(now, quietUntil);
        return woken.get() && quiet.compareTo(delay) < 0 ? quiet : delay;
    }
}
