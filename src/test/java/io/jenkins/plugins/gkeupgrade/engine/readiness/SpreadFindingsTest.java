package io.jenkins.plugins.gkeupgrade.engine.readiness;

import static io.jenkins.plugins.gkeupgrade.engine.readiness.ReadyWorld.deployment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.simulation.Twin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
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

    private static void assertApart(String id, int replicas, String term) {
        assertFound(
                id,
                "replicas: " + replicas,
                "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{" + term + "}]}}");
    }

    /** Three pods of cart in namespace shop, and two nodes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labelSelector: {} | too-few-nodes",
                "namespaces: [] | ''",
                "labelSelector: {matchExpressions: [{key: app, operator: In, values: [cart, front]}]} | too-few-nodes",
                "labelSelector: {matchExpressions: [{key: app, operator: NotIn, values: [cart]}]} | ''",
                "labelSelector: {matchLabels: {app: front}} | ''",
                "labelSelector: {}, namespaces: [shop, bank] | too-few-nodes",
                "labelSelector: {}, namespaces: [bank] | ''",
                "labelSelector: {}, namespaceSelector: {} | too-few-nodes",
                "labelSelector: {}, namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}} | too-few-nodes",
                "labelSelector: {}, namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bank}} | ''",
                "labelSelector: {}, matchLabelKeys: [pod-template-hash] | too-few-nodes",
                "labelSelector: {}, mismatchLabelKeys: [app] | ''",
            })
    void whomAnAntiAffinityIsAbout(String who, String id) {
        assertApart(id, 3, "topologyKey: kubernetes.io/hostname, " + who);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topology.kubernetes.io/zone | '' | too-few-zones",
                "topology.kubernetes.io/zone | matchLabelKeys: [pod-template-hash], | ''",
                "topology.gke.io/zone | '' | too-few-zones",
                "cloud.google.com/gke-nodepool | '' | ''",
                "rack | '' | ''",
            })
    void partsWithOnePodInEach(String topology, String more, String id) {
        assertApart(id, 1, more + " labelSelector: {matchLabels: {app: cart}}, topologyKey: " + topology);
    }

    @Test
    void morePodsThanThereAreNewPools() {
        assertApart(
                "too-few-nodes",
                2,
                "labelSelector: {matchLabels: {app: cart}}, topologyKey: cloud.google.com/gke-nodepool");
    }

    /** Three pods, two new nodes at most; the nodes of pool blue are in the same zone. */
    @ParameterizedTest
    @CsvSource({
        "kubernetes.io/hostname, 1, Ignore, Ignore, too-few-nodes",
        "kubernetes.io/hostname, 1, Ignore, Honor, too-few-nodes",
        "kubernetes.io/hostname, 1, Honor, Ignore, ''",
        "kubernetes.io/hostname, 2, Ignore, Ignore, ''",
        "topology.kubernetes.io/zone, 1, Ignore, Ignore, ''",
    })
    void oldNodesThatTheSpreadCounts(String topology, int maxSkew, String affinity, String taints, String id) {
        assertFound(
                id,
                "replicas: 3",
                "topologySpreadConstraints: [{topologyKey: " + topology + ", maxSkew: " + maxSkew
                        + ", whenUnsatisfiable: DoNotSchedule, nodeAffinityPolicy: " + affinity + ", nodeTaintsPolicy: "
                        + taints + ", labelSelector: {matchLabels: {app: cart}}}]");
    }

    @Test
    void portsOfTheHostsNetwork() {
        String ports = """
                hostNetwork: true
                containers:
                - name: main
                  image: registry.example/cart:1.0.0
                  readinessProbe: {httpGet: {path: /, port: 80}}
                  ports: [%s]
                """;
        assertFound("too-few-nodes", "replicas: 3", ports.formatted("{containerPort: 8080}"));
        assertFound("", "replicas: 3", ports.formatted(""));
        assertFound("", "replicas: 3", ports.formatted("{containerPort: 8080}").replace("true", "false"));
    }
}
