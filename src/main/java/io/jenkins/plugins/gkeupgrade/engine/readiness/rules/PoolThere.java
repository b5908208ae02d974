package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import java.util.List;

/** Without the new pool nothing can be said about its zones and its size. */
final class PoolThere implements Check {
    @Override
    public List<Finding> check(ReadinessObservation seen) {
        return seen.facts().newPools().isPresent()
                ? List.of()
                : List.of(Finding.ofCluster(
                        FindingId.NO_NEW_POOL,
                        "Cluster " + seen.facts().cluster().ref().name(),
                        "there is no node pool for " + seen.facts().request()
                                + " yet, so that nothing was compared with its zones and its size",
                        seen.facts().cluster().ref().gke()
                                ? "check again after createTaintedPool"
                                : "check again when new nodes are set apart"));
    }
}
