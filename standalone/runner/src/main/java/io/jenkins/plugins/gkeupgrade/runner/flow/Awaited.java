package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one thread of the script waits for: one outcome, which any thread may bring, and meanwhile work (bodies of the
 * waiting step) that the waiting thread does itself.
 */
final class Awaited {
    private final Baton baton;
    private final Deque<Runnable> work = new ArrayDeque<>();
    private Outcome outcome;
    private boolean parked;
    private Baton.Turn turn;

    Awaited(Baton baton) {
        this.baton = baton;
    }

    /** Brings the outcome; the first one counts. */
    synchronized boolean complete(Outcome brought) {
        if (outcome != null) {
            return false;
        }
        outcome = brought;
        wake();
        return true;
    }

    synchronized void offer(Runnable body) {
        work.add(body);
        wake();
    }

    synchronized boolean isComplete() {
        return outcome != null;
    }

    private void wake() {
        if (parked && turn == null) {
            turn = baton.ask();
            notifyAll();
        }
    }

    /** What to do next, or null when it is to return or to park. */
    synchronized Runnable nextWork() {
        return outcome == null ? work.poll() : null;
    }

    synchronized Outcome outcome() {
        return outcome;
    }

    /** Gives the turn away until there is something to do; returns the turn it goes on with. */
    Baton.Turn park(Baton.Turn given) {
        synchronized (this) {
            if (outcome != null || !work.isEmpty()) {
                return given;
            }
            parked = true;
            turn = null;
        }
        given.end();
        Baton.Turn next;
        synchronized (this) {
            Uninterruptibly.await(this, () -> turn != null);
            parked = false;
            next = turn;
        }
        next.take();
        return next;
    }
}
