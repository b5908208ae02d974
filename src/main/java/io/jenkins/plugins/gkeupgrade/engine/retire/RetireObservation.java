package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a retirement sees at one look.
 *
 * @param cluster as GKE describes it
 * @param running an operation on the cluster that has not ended
 * @param ours the operation that we follow
 * @param nodes of the pool, by name
 * @param elsewhere how many nodes of other pools are Ready and take pods
 * @param tenants pods on the pool that matter
 * @param stranded workloads that would have nowhere to run without the pool
 * @param served Services that only pods on the pool serve which go with their nodes
 * @param optedIn workloads that opted in through us and carry what we added
 * @param stays pods of the workloads of which we have evicted some, or are about to
 */
record RetireObservation(
        Cluster cluster,
        Optional<Operation> running,
        Optional<Operation> ours,
        List<OldNode> nodes,
        int elsewhere,
        List<Tenant> tenants,
        List<Stranded> stranded,
        List<String> served,
        List<Owner> optedIn,
        Map<Owner, Stay> stays) {
    RetireObservation {
        nodes = List.copyOf(nodes);
        tenants = List.copyOf(tenants);
        stranded = List.copyOf(stranded);
        served = List.copyOf(served);
        optedIn = List.copyOf(optedIn);
        stays = Map.copyOf(stays);
    }

    Optional<NodePool> pool(String name) {
        return cluster.pool(name);
    }

    /** The operation that deletes the pool, while it runs. */
    Optional<Operation> deletion(String name) {
        return running.filter(o -> o.type().equals(Operation.DELETE_NODE_POOL))
                .filter(o -> o.target().equals(name));
    }

    List<Tenant> standing(Tenant.Standing standing) {
        return tenants.stream().filter(t -> t.standing() == standing).toList();
    }

    List<Tenant> on(OldNode node) {
        return tenants.stream().filter(t -> t.pod().node().equals(node.name())).toList();
    }

    /** What earlier runs wrote down, all together; null when they left no mark. */
    Footprint writtenDown() {
        return nodes.stream()
                .filter(n -> n.mark() != null)
                .map(n -> n.mark().footprint())
                .reduce((one, other) -> one.with(other))
                .orElse(null);
    }
}
