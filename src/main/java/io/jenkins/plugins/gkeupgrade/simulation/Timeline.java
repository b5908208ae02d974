package io.jenkins.plugins.gkeupgrade.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time and everything that is going to happen in it. Things happen only while somebody advances the time, one
 * after the other, in order of their time and then of their making: the same script gives the same history.
 *
 * <p>Not thread-safe: who shares a simulation between threads holds one lock around all of it.
 */
public final class Timeline {
    private record Event(Instant time, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::time).thenComparingLong(Event::order));
    private Instant now;
    private long made;

    public Timeline(Instant start) {
        this.now = start;
    }

    public Instant now() {
        return now;
    }

    /** Has this happen after the delay; a delay of zero means as soon as time advances at all, even by nothing. */
    public void after(Duration delay, Runnable action) {
        events.add(new Event(now.plus(delay.isNegative() ? Duration.ZERO : delay), made++, action));
    }

    /** Lets everything happen that is due until then, including what that causes. */
    public void advanceTo(Instant until) {
        while (!events.isEmpty() && !events.peek().time().isAfter(until)) {
            Event event = events.poll();
            now = event.time().isAfter(now) ? event.time() : now;
            event.action().run();
        }
        now = until.isAfter(now) ? until : now;
    }

    public void advance(Duration by) {
        advanceTo(now.plus(by));
    }

    /** When the next thing happens, or null when nothing is left to happen. */
    public Instant next() {
        return events.isEmpty() ? null : events.peek().time();
    }
}
