package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import java.util.ArrayList;
import java.util.List;

/** What kind of cluster it is, and pools that somebody has set apart by a key that is not theirs. */
final class ClusterModeCheck implements Check {
    /** Kubernetes and GKE set taints and labels of these domains themselves, and take them away again. */
    private static final List<String> RESERVED = List.of("kubernetes.io", "k8s.io", "cloud.google.com");

    @Override
    public List<Finding> check(ReadinessObservation seen) {
        Cluster cluster = seen.facts().cluster();
        String object = "Cluster " + cluster.ref().name();
        List<Finding> findings = new ArrayList<>();
        if (cluster.autopilot()) {
            findings.add(Finding.ofCluster(
                    FindingId.AUTOPILOT,
                    object,
                    "GKE manages the nodes of an Autopilot cluster, which takes no node pools",
                    "leave its nodes to GKE, or move to another cluster"));
        } else if (cluster.nodeAutoProvisioning()) {
            findings.add(Finding.ofCluster(
                    FindingId.NODE_AUTO_PROVISIONING,
                    object,
                    "for a toleration and label that no pool has, a misspelt one for instance, node auto-provisioning"
                            + " makes a pool of its own that looks right and has another version",
                    "let the steps write tolerations, and verifyRollout look at pool and version"));
        }
        for (NodePool pool : cluster.pools()) {
            pool.taints().stream()
                    .filter(ClusterModeCheck::reserved)
                    .findFirst()
                    .ifPresent(taint -> findings.add(Finding.ofCluster(
                            FindingId.RESERVED_TAINT_KEY,
                            "Node pool " + pool.name(),
                            "it is set apart by " + taint
                                    + ", whose key is in a domain that Kubernetes and GKE keep for"
                                    + " themselves, so that no step takes it for a new pool",
                            "make the pool with createTaintedPool, or with another key")));
        }
        return findings;
    }

    /** A version as value is what sets a pool apart for an upgrade; GKE's own taints have other values. */
    private static boolean reserved(Taint taint) {
        int slash = taint.key().indexOf('/');
        String domain = slash < 0 ? "" : taint.key().substring(0, slash);
        return GkeVersion.isExact(taint.value())
                && RESERVED.stream().anyMatch(r -> domain.equals(r) || domain.endsWith("." + r));
    }
}
