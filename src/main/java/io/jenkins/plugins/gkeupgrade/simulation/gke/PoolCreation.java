package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;

/** The making of a pool: done when its first machines have joined. */
final class PoolCreation implements Operations.Work {
    private final SimulatedPool pool;
    private final Machines machines;
    private final Runnable afterwards;

    PoolCreation(SimulatedPool pool, Machines machines, Runnable afterwards) {
        this.pool = pool;
        this.machines = machines;
        this.afterwards = afterwards;
    }

    void orderFirstNodes() {
        NodePool shape = pool.shape();
        shape.locations().forEach(zone -> machines.order(pool, zone, shape.nodeCount()));
    }

    @Override
    public boolean complete() {
        return pool.joined() == pool.machines().size();
    }

    @Override
    public void succeed() {
        NodePool shape = pool.shape();
        boolean full =
                pool.machines().size() >= shape.nodeCount() * shape.locations().size();
        pool.status(
                full ? NodePool.RUNNING : "RUNNING_WITH_ERROR",
                full ? "" : "GCE_STOCKOUT: not enough machines of type " + pool.machineType() + ".");
        afterwards.run();
    }

    @Override
    public void fail(String error) {
        machines.giveBackAll(pool);
        pool.status("ERROR", error);
    }
}
