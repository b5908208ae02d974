package io.jenkins.plugins.gkeupgrade.runner.flow;

import io.jenkins.plugins.gkeupgrade.runner.clock.RunClock;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets one thread of a run's script work at a time, in the order of asking. Jenkins runs a whole Pipeline program on
 * one thread, so scripts share variables between parallel branches without a thought; here branches are threads that
 * pass this baton at every wait. While anybody has it or asks for it, virtual time stands still.
 */
final class Baton {
    private final RunClock clock;
    private final Deque<Turn> queue = new ArrayDeque<>();
    private Turn holder;

    Baton(RunClock clock) {
        this.clock = clock;
    }

    /** Asks for a turn, perhaps on behalf of another thread, which then takes it. */
    synchronized Turn ask() {
        Turn turn = new Turn();
        if (holder == null) {
            clock.hold();
            holder = turn;
        } else {
            queue.add(turn);
        }
        return turn;
    }

    final class Turn {
        private Turn() {}

        /** Waits until it is this turn. */
        void take() {
            synchronized (Baton.this) {
                Uninterruptibly.await(Baton.this, () -> holder == this);
            }
        }

        void end() {
            synchronized (Baton.this) {
                holder = queue.poll();
                if (holder == null) {
                    clock.release();
                } else {
                    Baton.this.notifyAll();
                }
            }
        }
    }
}
