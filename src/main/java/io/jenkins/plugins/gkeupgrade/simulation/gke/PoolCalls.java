package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The calls that make, change and delete node pools. */
final class PoolCalls {
    private static final Duration BUSY_RETRY = Duration.ofSeconds(15);

    private final SimulatedGke gke;

    PoolCalls(SimulatedGke gke) {
        this.gke = gke;
    }

    SimulatedPool find(ClusterRef ref, String name) {
        return gke.site(ref)
                .cluster()
                .pool(name)
                .orElseThrow(() -> new GkeError(
                        GkeError.Code.NOT_FOUND, "Not found: " + ref.resourceName() + "/nodePools/" + name + "."));
    }

    SimulatedOperation create(ClusterRef ref, NodePool wanted) {
        SimulatedCluster cluster = changeable(ref);
        NodePool shape = SimulatedGke.located(cluster, wanted);
        PoolRules.checkNew(cluster, shape, offerFor(cluster));
        SimulatedPool pool = new SimulatedPool(shape, "PROVISIONING");
        PoolCreation creation = new PoolCreation(pool, gke.site(ref).machines(), () -> actSpontaneously(cluster));
        SimulatedOperation operation =
                start(cluster, "CREATE_NODE_POOL", pool, gke.timings().poolCreation(), creation);
        cluster.add(pool);
        creation.orderFirstNodes();
        return operation.counting("nodes", pool.machines().size(), pool::joined);
    }

    private void actSpontaneously(SimulatedCluster cluster) {
        gke.faults()
                .afterPoolCreation()
                .ifPresent(what -> gke.timeline().after(what.delay(), () -> actWhenIdle(cluster, what)));
    }

    private void actWhenIdle(SimulatedCluster cluster, GkeFaults.Spontaneous what) {
        if (cluster.running().isPresent()) {
            gke.timeline().after(BUSY_RETRY, () -> actWhenIdle(cluster, what));
        } else if (what.type().equals("UPGRADE_MASTER")) {
            ControlPlaneUpgrade.start(
                    cluster, cluster.version(), what.length(), Optional.empty(), gke.operations(), gke.timeline());
        } else {
            cluster.status("RECONCILING");
            gke.operations()
                    .start(
                            cluster,
                            what.type(),
                            "",
                            what.length(),
                            Optional.empty(),
                            then(() -> cluster.status("RUNNING")));
        }
    }

    SimulatedOperation delete(ClusterRef ref, String name) {
        SimulatedCluster cluster = changeable(ref);
        SimulatedPool pool = find(ref, name);
        SimulatedOperation operation =
                start(cluster, "DELETE_NODE_POOL", pool, gke.timings().poolDeletion(), then(() -> {
                    gke.site(ref).machines().giveBackAll(pool);
                    cluster.remove(pool);
                }));
        pool.status("STOPPING", "");
        return operation;
    }

    SimulatedOperation resize(ClusterRef ref, String name, int nodesPerZone) {
        SimulatedCluster cluster = changeable(ref);
        SimulatedPool pool = find(ref, name);
        Machines machines = gke.site(ref).machines();
        if (nodesPerZone < 0) {
            throw new GkeError(GkeError.Code.INVALID_ARGUMENT, "Node count must be non-negative.");
        }
        SimulatedOperation operation =
                start(cluster, "SET_NODE_POOL_SIZE", pool, gke.timings().small(), new Operations.Work() {
                    @Override
                    public boolean complete() {
                        return pool.joined() == pool.machines().size();
                    }

                    @Override
                    public void succeed() {
                        pool.status(NodePool.RUNNING, "");
                    }

                    @Override
                    public void fail(String error) {
                        pool.status("RUNNING_WITH_ERROR", error);
                    }
                });
        pool.status("RECONCILING", "");
        pool.shape().locations().forEach(zone -> machines.resize(pool, zone, nodesPerZone));
        return operation.counting("nodes", pool.machines().size(), pool::joined);
    }

    SimulatedOperation update(ClusterRef ref, NodePool changed) {
        SimulatedCluster cluster = changeable(ref);
        SimulatedPool pool = find(ref, changed.name());
        PoolRules.checkVersion(cluster, changed, offerFor(cluster));
        boolean otherVersion = !changed.version().equals(pool.shape().version());
        return otherVersion ? upgradeNodes(cluster, pool, changed) : changeInPlace(cluster, pool, changed);
    }

    SimulatedOperation setTaints(ClusterRef ref, String name, List<Taint> taints) {
        NodePool shape = find(ref, name).shape();
        return changeInPlace(changeable(ref), find(ref, name), with(shape, shape.autoscaling(), taints));
    }

    SimulatedOperation setAutoscaling(ClusterRef ref, String name, NodePool.Autoscaling limits) {
        NodePool shape = find(ref, name).shape();
        return changeInPlace(changeable(ref), find(ref, name), with(shape, limits, shape.taints()));
    }

    SimulatedOperation respectBudgets(ClusterRef ref, String name) {
        SimulatedPool pool = find(ref, name);
        SimulatedOperation operation = changeInPlace(changeable(ref), pool, pool.shape());
        pool.respectBudgets();
        return operation;
    }

    private static NodePool with(NodePool shape, NodePool.Autoscaling limits, List<Taint> taints) {
        return new NodePool(
                shape.name(),
                shape.version(),
                shape.status(),
                shape.statusMessage(),
                shape.nodeCount(),
                limits,
                shape.labels(),
                taints,
                shape.locations(),
                shape.settings());
    }

    private SimulatedOperation upgradeNodes(SimulatedCluster cluster, SimulatedPool pool, NodePool changed) {
        NodeUpgrade upgrade = new NodeUpgrade(pool, gke.site(cluster.ref()).machines(), gke.timeline());
        int total = upgrade.total();
        SimulatedOperation operation =
                start(cluster, "UPGRADE_NODES", pool, gke.timings().small(), upgrade);
        pool.change(changed);
        pool.status("RECONCILING", "");
        upgrade.replaceNext(operation);
        return operation.counting("nodes", total, () -> total - upgrade.left());
    }

    private SimulatedOperation changeInPlace(SimulatedCluster cluster, SimulatedPool pool, NodePool changed) {
        NodePool before = pool.shape();
        SimulatedOperation operation =
                start(cluster, "UPDATE_CLUSTER", pool, gke.timings().small(), new Operations.Work() {
                    @Override
                    public void succeed() {
                        pool.status(NodePool.RUNNING, "");
                    }

                    @Override
                    public void fail(String error) {
                        show(cluster, pool, before);
                        pool.status(NodePool.RUNNING, "");
                    }
                });
        show(cluster, pool, changed);
        pool.status("RECONCILING", "");
        return operation;
    }

    private static void show(SimulatedCluster cluster, SimulatedPool pool, NodePool shape) {
        boolean onNodes = !shape.taints().equals(pool.shape().taints())
                || !shape.labels().equals(pool.shape().labels());
        pool.change(shape);
        if (!onNodes) {
            return;
        }
        pool.machines().stream()
                .filter(Machine::joined)
                .forEach(machine -> cluster.host().change(machine.name(), pool.template(machine.zone())));
    }

    private SimulatedCluster changeable(ClusterRef ref) {
        SimulatedCluster cluster = gke.site(ref).cluster();
        PoolRules.checkMutable(cluster);
        gke.operations().requireIdle(cluster);
        return cluster;
    }

    private SimulatedOperation start(
            SimulatedCluster cluster, String type, SimulatedPool pool, GkeTimings.Span length, Operations.Work work) {
        return gke.operations()
                .start(
                        cluster,
                        type,
                        pool.name(),
                        length.pick(gke.random()),
                        gke.faults().operationError(type),
                        work);
    }

    private ServerVersions offerFor(SimulatedCluster cluster) {
        return gke.versions().forChannel(cluster.settings().channel());
    }

    private static Operations.Work then(Runnable effect) {
        return new Operations.Work() {
            @Override
            public void succeed() {
                effect.run();
            }

            @Override
            public void fail(String error) {
                // what did not begin need not be undone
            }
        };
    }
}
