package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewPoolsTest {
    private static final String KEY = "kubernetes_version";
    private static final ClusterRef GKE = ClusterRef.parse("projects/p/locations/europe-west1/clusters/prod");

    /** @param taints values of the opt-in taint */
    private static NodePool pool(String label, String... taints) {
        return new NodePool(
                "green",
                GkeVersion.parse("1.33.5-gke.100"),
                NodePool.RUNNING,
                "",
                1,
                NodePool.Autoscaling.off(),
                label.isEmpty() ? Map.of() : Map.of(KEY, label),
                Arrays.stream(taints)
                        .map(value -> new Taint(KEY, value, Taint.Effect.NO_SCHEDULE))
                        .toList(),
                List.of(),
                Map.of());
    }

    private static Cluster cluster(ClusterRef ref, NodePool pool) {
        return new Cluster(ref, GkeVersion.parse("1.33.5-gke.100"), "RUNNING", false, false, "", List.of(pool));
    }

    private static Set<String> found(NodePool pool, String version) {
        return NewPools.ifAny(cluster(GKE, pool), KEY, new VersionRequest(version))
                .map(NewPools::names)
                .orElse(Set.of());
    }

    @Test
    void aVersionMayBeSaidAsFarAsOneCares() {
        for (String value : List.of("1.33", "1.33.5", "1.33.5-gke.100")) {
            assertEquals(Set.of("green"), found(pool(value, value), "1.33"), value);
            assertEquals(Set.of(), found(pool(value, value), "1.34"), value);
        }
        assertEquals(Set.of(), found(pool("1.33", "1.33"), "1.33.5"), "that much it does not promise");
        assertEquals(Set.of("green"), found(pool("1.33.5", "1.33.5"), "1.33.5"));
    }

    @Test
    void onlyGkesOwnVersionIsALabelThatNobodyElseWrites() {
        assertEquals(Set.of("green"), found(pool("1.33.5-gke.100"), "1.33"), "normalised");
        assertEquals(Set.of(), found(pool("1.33"), "1.33"), "perhaps just for information");
        assertEquals(Set.of(), found(pool("1.33.5"), "1.33"));
    }

    @Test
    void labelAndTaintMustAgree() {
        assertEquals(Set.of(), found(pool("", "1.33"), "1.33"));
        assertEquals(Set.of(), found(pool("1.33", "1.34"), "1.33"));
        assertEquals(Set.of(), found(pool("1.33.5-gke.100", "1.33"), "1.33"));
    }

    @Test
    void whereNobodyKnowsAPoolMayGrow() {
        NodePool pool = pool("1.33", "1.33");
        assertEquals(Map.of("green", 0), most(GKE, pool), "its autoscaler is off");
        assertEquals(Map.of("green", NewPools.UNKNOWN), most(ClusterRef.outsideGke("kind"), pool));
    }

    private static Map<String, Integer> most(ClusterRef ref, NodePool pool) {
        return NewPools.find(cluster(ref, pool), KEY, new VersionRequest("1.33"))
                .mostNodes();
    }

    @Test
    void whoFindsNoneIsToldHowToGetOne() {
        assertTrue(
                refusal(GKE, "1.34").endsWith("(pool green has 1.33). Run createTaintedPool for this version first."));
        ClusterRef kind = ClusterRef.outsideGke("kind");
        assertTrue(refusal(kind, "1.34").endsWith("kubectl taint nodes NODE kubernetes_version=1.34:NoSchedule."));
        assertTrue(
                refusal(kind, "-").endsWith("kubectl taint nodes NODE kubernetes_version=1.33:NoSchedule."),
                "of the control plane");
    }

    private static String refusal(ClusterRef ref, String version) {
        return assertThrows(
                        Refused.class,
                        () -> NewPools.find(cluster(ref, pool("1.33", "1.33")), KEY, new VersionRequest(version)))
                .getMessage();
    }
}
