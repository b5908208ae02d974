package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.List;
import java.util.Optional;

/**
 * A cluster as GKE describes it.
 *
 * @param ref which cluster
 * @param version version of its control plane
 * @param status GKE's own status: PROVISIONING, RUNNING, RECONCILING, STOPPING, ERROR, DEGRADED
 * @param autopilot whether GKE manages the nodes
 * @param nodeAutoProvisioning whether GKE may make node pools of its own
 * @param releaseChannel RAPID, REGULAR, STABLE, EXTENDED; empty when the cluster is in none
 * @param pools its node pools
 */
public record Cluster(
        ClusterRef ref,
        GkeVersion version,
        String status,
        boolean autopilot,
        boolean nodeAutoProvisioning,
        String releaseChannel,
        List<NodePool> pools) {
    public Cluster {
        pools = List.copyOf(pools);
    }

    public Optional<NodePool> pool(String name) {
        return pools.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
