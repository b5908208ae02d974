package io.jenkins.plugins.gkeupgrade.steps;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Time that moves when the test says so; work runs on the thread of the test. */
final class VirtualTickScheduler extends TickScheduler {
    private record Due(Instant at, FutureTask<Void> work) {}

    private final List<Due> queue = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Future<?> schedule(Runnable work, Duration delay) {
        FutureTask<Void> task = new FutureTask<>(work, null);
        queue.add(new Due(now.plus(delay), task));
        return task;
    }

    /** Runs all that falls due on the way, in order. */
    void advance(Duration span) {
        Instant end = now().plus(span);
        for (Due due = nextUntil(end); due != null; due = nextUntil(end)) {
            due.work().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    /** How many pieces of work wait for their time. */
    synchronized long waiting() {
        return queue.stream().filter(due -> !due.work().isCancelled()).count();
    }

    private synchronized Due nextUntil(Instant end) {
        queue.removeIf(due -> due.work().isCancelled());
        Due first = queue.stream().min(Comparator.comparing(Due::at)).orElse(null);
        if (first == null || first.at().isAfter(end)) {
            return null;
        }
        queue.remove(first);
        now = first.at().isAfter(now) ? first.at() : now;
        return first;
    }
}
