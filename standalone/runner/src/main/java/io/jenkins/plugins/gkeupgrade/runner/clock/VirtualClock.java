package io.jenkins.plugins.gkeupgrade.runner.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time that jumps: whenever nobody is at work it goes straight to the next thing scheduled. The same script sees the
 * same times in every run, and an hour of waiting takes no time at all.
 */
public final class VirtualClock implements RunClock {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::time).thenComparingLong(Event::order));
    private Instant now;
    private long made;
    private int holds;
    private boolean closed;
    private Thread worker;

    public VirtualClock(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable work, Duration delay) {
        Callable<Object> task = () -> {
            work.run();
            return null;
        };
        Event event = new Event(task, delay.isNegative() ? now : now.plus(delay), made++);
        events.add(event);
        if (worker == null && !closed) {
            worker = new Thread(this::passTime, "virtual clock");
            worker.setDaemon(true);
            worker.start();
        }
        notifyAll();
        return event;
    }

    @Override
    public synchronized void hold() {
        holds++;
    }

    @Override
    public synchronized void release() {
        holds--;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        events.clear();
        notifyAll();
    }

    private void passTime() {
        for (Event next = nextEvent(); next != null; next = nextEvent()) {
            next.run();
            // A cancelled event may have left an interrupt behind, which was not meant for the next one.
            Thread.interrupted();
        }
    }

    private synchronized Event nextEvent() {
        while (!closed && (holds > 0 || events.isEmpty())) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Came too late for the event that it was meant for.
                continue;
            }
        }
        Event next = events.poll();
        if (next != null && !next.isDone() && next.time.isAfter(now)) {
            now = next.time;
        }
        return next;
    }

    private final class Event extends FutureTask<Object> implements ScheduledFuture<Object> {
        private final Instant time;
        private final long order;

        Event(Callable<Object> task, Instant time, long order) {
            super(task);
            this.time = time;
            this.order = order;
        }

        Instant time() {
            return time;
        }

        long order() {
            return order;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(now(), time));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        protected void setException(Throwable problem) {
            super.setException(problem);
            Thread worker = Thread.currentThread();
            worker.getUncaughtExceptionHandler().uncaughtException(worker, problem);
        }
    }
}
