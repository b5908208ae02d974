package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of execution of a script: the whole script, or a branch of {@code parallel}. It has its own thread, which
 * works only while it holds the run's baton.
 */
public final class Branch {
    /** Something that a branch waits in and that can be told to stop waiting. */
    @FunctionalInterface
    interface Stoppable {
        void stop(Throwable cause);
    }

    private final Branch parent;
    private final String name;
    private final List<Branch> children = new ArrayList<>();
    private Baton.Turn turn;
    private volatile Scope scope;
    private Stoppable waitingIn;
    private Throwable pendingStop;

    Branch(Branch parent, String name, Scope scope, Baton.Turn turn) {
        this.parent = parent;
        this.name = name;
        this.scope = scope;
        this.turn = turn;
    }

    /** Null for the script itself. */
    public String name() {
        return name;
    }

    Branch parent() {
        return parent;
    }

    public Scope scope() {
        return scope;
    }

    void scope(Scope next) {
        scope = next;
    }

    Baton.Turn turn() {
        return turn;
    }

    synchronized void addChild(Branch child) {
        children.add(child);
    }

    synchronized void removeChild(Branch child) {
        children.remove(child);
    }

    /** Whether this branch itself goes on, rather than waiting for branches of its own. */
    synchronized boolean isInnermost() {
        return children.isEmpty();
    }

    /** Waits for the outcome, doing offered work; to be called on the branch's own thread, which has the turn. */
    Outcome await(Awaited awaited, Stoppable stoppable) {
        for (; ; ) {
            Runnable next = awaited.nextWork();
            if (next != null) {
                next.run();
            } else if (awaited.isComplete()) {
                return awaited.outcome();
            } else {
                enterWait(stoppable);
                turn = awaited.park(turn);
                leaveWait();
            }
        }
    }

    private void enterWait(Stoppable stoppable) {
        Throwable cause;
        synchronized (this) {
            waitingIn = stoppable;
            cause = pendingStop;
            pendingStop = null;
        }
        if (cause != null) {
            stoppable.stop(cause);
        }
    }

    private synchronized void leaveWait() {
        waitingIn = null;
    }

    /** Stops what the branch waits in; a branch at work stops at its next step. */
    void stop(Throwable cause) {
        Stoppable target;
        synchronized (this) {
            target = waitingIn;
            if (target == null) {
                pendingStop = cause;
            }
        }
        if (target != null) {
            target.stop(cause);
        }
    }

    /** The stop that came while the branch was at work, once; null when there is none. */
    synchronized Throwable takePendingStop() {
        Throwable cause = pendingStop;
        pendingStop = null;
        return cause;
    }
}
