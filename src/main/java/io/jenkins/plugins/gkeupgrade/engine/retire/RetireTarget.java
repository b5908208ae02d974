package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import java.util.List;
import java.util.Optional;

/** Which pool a request means in a cluster. */
final class RetireTarget {
    private RetireTarget() {}

    /**
     * Name of the pool; empty when there is none (any more).
     *
     * @throws Refused when there are several, or none can be deleted
     */
    static Optional<String> of(RetireRequest request, Cluster cluster) {
        if (!cluster.ref().gke()) {
            throw new Refused(
                    cluster.ref().withoutGke(),
                    "Drain its old nodes with kubectl drain and remove them with its own tools, once verifyRollout has"
                            + " passed for everybody.");
        }
        if (cluster.autopilot()) {
            throw new Refused(
                    cluster.ref() + " is an Autopilot cluster: its nodes belong to GKE, which retires them by itself.",
                    "Use retirePool on Standard clusters only.");
        }
        if (!request.pool().isEmpty()) {
            return cluster.pool(request.pool()).map(NodePool::name);
        }
        List<String> matching = cluster.pools().stream()
                .filter(p -> request.version().matches(p.version()))
                .map(NodePool::name)
                .toList();
        if (matching.size() > 1) {
            throw new Refused(
                    "Cluster " + cluster.ref().name() + " has " + matching.size() + " node pools of version "
                            + request.version() + ": " + String.join(", ", matching) + ".",
                    "Name the one to retire in pool.");
        }
        return matching.stream().findFirst();
    }
}
