package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeControlPlaneTest {
    private static final String MARK = "kubernetes_version=1.33:NoSchedule";

    /** @param taints such as {@code key=value:NoSchedule} */
    private static void node(
            EmulatedCluster cluster, String name, String kubelet, Map<String, Object> labels, String... taints) {
        cluster.create(
                Resources.NODES,
                Map.of(
                        "metadata",
                        Map.of("name", name, "labels", labels),
                        "spec",
                        Map.of(
                                "taints",
                                Arrays.stream(taints)
                                        .map(Taint::parse)
                                        .map(taint -> Map.of(
                                                "key",
                                                taint.key(),
                                                "value",
                                                taint.value(),
                                                "effect",
                                                taint.effect().kubernetes()))
                                        .toList()),
                        "status",
                        Map.of("nodeInfo", Map.of("kubeletVersion", kubelet))));
    }

    private static Map<String, Object> marked(String zone) {
        return Map.of("kubernetes_version", "1.33", "topology.kubernetes.io/zone", zone, "host", "of " + zone);
    }

    private static Cluster seen(EmulatedCluster cluster) {
        try (KubernetesWorkloads window = cluster.connection.workloads()) {
            return new NodeControlPlane(ClusterRef.outsideGke("kind"), window).cluster();
        }
    }

    @Test
    void poolsAreWhatNodesHaveInCommon() throws Exception {
        try (EmulatedCluster cluster = new EmulatedCluster()) {
            node(cluster, "a", "v1.32.4", Map.of(), "node.kubernetes.io/unschedulable=:NoSchedule");
            node(cluster, "b", "v1.33.5+k3s1", marked("z1"), MARK);
            node(cluster, "c", "v1.33.4", marked("z2"), MARK, "gpu=yes:NoSchedule");
            Cluster seen = seen(cluster);
            assertEquals("kind", seen.ref().resourceName());
            assertFalse(seen.ref().gke());
            assertEquals("1.33.5-gke.1162000", seen.version().toString(), "of the API server");
            assertEquals("", seen.releaseChannel());

            NodePool old = seen.pool("default").orElseThrow();
            assertEquals("1.32.4", old.version().toString());
            assertEquals(List.of(), old.taints(), "what Kubernetes sets itself is not the pool's");
            NodePool fresh = seen.pool("kubernetes_version-1.33").orElseThrow();
            assertEquals("1.33.4", fresh.version().toString(), "what it is said to have, all of it has");
            assertEquals(2, fresh.nodeCount());
            assertEquals(List.of(Taint.parse(MARK)), fresh.taints());
            assertEquals(Map.of("kubernetes_version", "1.33"), fresh.labels());
            assertEquals(List.of("z1", "z2"), fresh.locations());
            assertFalse(fresh.autoscaling().enabled());
        }
    }

    @Test
    void halfAPoolIsNoNewPool() throws Exception {
        try (EmulatedCluster cluster = new EmulatedCluster()) {
            node(cluster, "a", "v1.33.5", marked("z1"), MARK);
            node(cluster, "b", "v1.33.5", marked("z1"));
            NodePool pool = seen(cluster).pools().get(0);
            assertEquals(2, pool.nodeCount());
            assertEquals(List.of(), pool.taints(), "the taint is missing on b");
        }
    }

    @Test
    void whoWeAreIsSaidWhereTheServerSaysIt() throws Exception {
        try (EmulatedCluster cluster = new EmulatedCluster();
                EmulatedCluster older = new EmulatedCluster("1.27.3-gke.100", EmulatedCluster.FAST);
                KubernetesWorkloads window = cluster.connection.workloads();
                KubernetesWorkloads olderWindow = older.connection.workloads()) {
            assertEquals("gke-step-user", window.identity().orElseThrow());
            assertTrue(olderWindow.identity().isEmpty());
        }
    }

    @Test
    void aClusterWithoutNodesHasNoPools() throws Exception {
        try (EmulatedCluster cluster = new EmulatedCluster()) {
            assertEquals(List.of(), seen(cluster).pools());
        }
    }

    @Test
    void nothingIsOnOfferNothingRunsAndNothingCanBeChanged() throws Exception {
        try (EmulatedCluster cluster = new EmulatedCluster();
                KubernetesWorkloads window = cluster.connection.workloads()) {
            NodeControlPlane plane = new NodeControlPlane(ClusterRef.outsideGke("kind"), window);
            assertEquals(List.of(), plane.operations());
            assertEquals(List.of(), plane.serverVersions().controlPlane());
            assertEquals(SupportEnd.UNKNOWN, plane.supportOf("default"));
            assertTrue(plane.upkeep().autoUpgraded().isEmpty());
            Refused refused = assertThrows(Refused.class, () -> plane.deletePool("default"));
            assertEquals(
                    "Cluster kind has no GKE API: it is configured by a kubeconfig alone. Change it with its own tools.",
                    refused.getMessage());
            assertThrows(Refused.class, () -> plane.upgradeControlPlane(GkeVersion.parse("1.33.5-gke.1")));
        }
    }
}
