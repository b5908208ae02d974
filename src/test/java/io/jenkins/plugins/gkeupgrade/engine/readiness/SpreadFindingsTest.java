package io.jenkins.plugins.gkeupgrade.engine.readiness;

import static io.jenkins.plugins.gkeupgrade.engine.readiness.ReadyWorld.deployment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.simulation.Twin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that keep pods apart, against the size that the new pool may come to have. */
class SpreadFindingsTest {
    /** A new pool of at most two nodes, in one zone. */
    private static Twin smallPool() {
        Twin twin = new Twin(Twin.NEW, 7);
        twin.gke.addPool(
                Twin.REF,
                new NodePool(
                        "green",
                        Twin.NEW,
                        "",
                        "",
                        0,
                        NodePool.Autoscaling.perZone(0, 2),
                        Map.of(Twin.TAINT.key(), Twin.TAINT.value()),
                        List.of(Twin.TAINT.taint()),
                        List.of(),
                        Map.of("config.machineType", "e2-standard-8")),
                0);
        return twin;
    }

    private static void assertFound(String id, String spec, String podSpec) {
        ReadyWorld world = new ReadyWorld(smallPool(), deployment(spec, podSpec));
        Set<String> ids = world.ids();
        ids.remove("host-port");
        assertEquals(id.isEmpty() ? Set.of() : Set.of(id), ids, podSpec);
    }

    @ParameterizedTest
    @CsvSource({
        "2, required, kubernetes.io/hostname, ''",
        "3, required, kubernetes.io/hostname, too-few-nodes",
        "3, preferred, kubernetes.io/hostname, ''",
        "1, required, topology.kubernetes.io/zone, too-few-zones",
        "1, preferred, topology.kubernetes.io/zone, ''",
    })
    void antiAffinity(int replicas, String how, String topology, String id) {
        String term = "topologyKey: " + topology + ", labelSelector: {matchLabels: {app: cart}}";
        String rule = how.equals("required")
                ? "requiredDuringSchedulingIgnoredDuringExecution: [{" + term + "}]"
                : "preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {" + term + "}}]";
        assertFound(id, "replicas: " + replicas, "affinity: {podAntiAffinity: {" + rule + "}}");
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes.io/hostname, 3, 1, DoNotSchedule, too-few-nodes",
        "kubernetes.io/hostname, 2, 1, DoNotSchedule, ''",
        "kubernetes.io/hostname, 3, 2, DoNotSchedule, ''",
        "kubernetes.io/hostname, 3, 1, ScheduleAnyway, ''",
        "topology.kubernetes.io/zone, 3, 1, DoNotSchedule, too-few-zones",
        "topology.kubernetes.io/zone, 3, 3, DoNotSchedule, ''",
    })
    void topologySpread(String topology, int minDomains, int maxSkew, String otherwise, String id) {
        String domains = otherwise.equals("DoNotSchedule") ? "minDomains: " + minDomains + ", " : "";
        assertFound(
                id,
                "replicas: 3",
                "topologySpreadConstraints: [{topologyKey: " + topology + ", " + domains + "maxSkew: " + maxSkew
                        + ", whenUnsatisfiable: " + otherwise + ", labelSelector: {matchLabels: {app: cart}}}]");
    }

    @ParameterizedTest
    @CsvSource({"2, ''", "3, too-few-nodes"})
    void hostPorts(int replicas, String id) {
        assertFound(id, "replicas: " + replicas, """
                containers:
                - name: main
                  image: registry.example/cart:1.0.0
                  readinessProbe: {httpGet: {path: /, port: 80}}
                  ports: [{containerPort: 80, hostPort: 80}]
                """);
    }
}
