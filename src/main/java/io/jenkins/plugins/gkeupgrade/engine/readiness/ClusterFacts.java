package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What GKE says about the cluster.
 *
 * @param cluster with all its pools
 * @param request the version that the upgrade is to
 * @param newPools where the workloads are to go; empty when there is no such pool yet
 * @param now when all this was so
 */
public record ClusterFacts(Cluster cluster, VersionRequest request, Optional<NewPools> newPools, Instant now) {
    /** The new pools as GKE describes them; empty when there are none. */
    public List<NodePool> pools() {
        return cluster.pools().stream()
                .filter(p -> newPools.map(n -> n.names().contains(p.name())).orElse(false))
                .toList();
    }
}
