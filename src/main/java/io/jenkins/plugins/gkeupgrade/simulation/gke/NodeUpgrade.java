package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A surge upgrade of a pool: one new machine, then one old machine less, until all are new. */
final class NodeUpgrade implements Operations.Work {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final SimulatedPool pool;
    private final Machines machines;
    private final Timeline timeline;
    private final Deque<Machine> old;

    NodeUpgrade(SimulatedPool pool, Machines machines, Timeline timeline) {
        this.pool = pool;
        this.machines = machines;
        this.timeline = timeline;
        this.old = new ArrayDeque<>(pool.machines());
    }

    int total() {
        return pool.machines().size();
    }

    int left() {
        return old.size();
    }

    void replaceNext(SimulatedOperation operation) {
        if (old.isEmpty() || operation.state() != Operation.State.RUNNING) {
            return;
        }
        Machine leaving = old.peek();
        machines.order(pool, leaving.zone(), 1).stream()
                .findFirst()
                .ifPresentOrElse(
                        coming -> swap(operation, leaving, coming),
                        () -> timeline.after(LOOK, () -> replaceNext(operation)));
    }

    private void swap(SimulatedOperation operation, Machine leaving, Machine coming) {
        if (!coming.joined()) {
            timeline.after(LOOK, () -> swap(operation, leaving, coming));
            return;
        }
        machines.giveBack(pool, leaving);
        old.remove(leaving);
        replaceNext(operation);
    }

    @Override
    public boolean complete() {
        return old.isEmpty();
    }

    @Override
    public void succeed() {
        pool.status(NodePool.RUNNING, "");
    }

    @Override
    public void fail(String error) {
        pool.status("RUNNING_WITH_ERROR", error);
    }
}
