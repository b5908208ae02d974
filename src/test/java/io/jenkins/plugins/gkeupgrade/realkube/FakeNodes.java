package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Node objects that nobody runs pods on: a {@link FakeKubelet} plays that part. */
public final class FakeNodes {
    public static final String POOL_LABEL = "cloud.google.com/gke-nodepool";
    public static final String ZONE_LABEL = "topology.kubernetes.io/zone";
    public static final String HOST_LABEL = "kubernetes.io/hostname";

    private static final String NOT_READY_TAINT = "node.kubernetes.io/not-ready";

    private final KubernetesClient client;

    public FakeNodes(KubernetesClient client) {
        this.client = client;
    }

    /** Adds the pool's nodes, which say that they are Ready, and waits until the scheduler may use them. */
    public FakeNodes add(FakePool pool) {
        return addAll(List.of(pool));
    }

    /** Adds the nodes of many pools at once. */
    public FakeNodes addAll(Collection<FakePool> pools) {
        create(pools.stream()
                .flatMap(pool -> IntStream.range(0, pool.nodes())
                        .mapToObj(number -> node(pool, pool.node(number), pool.zoneOf(number))))
                .toList());
        return this;
    }

    /** Adds one node, of that name and in the pool's first zone, and waits until the scheduler may use it. */
    public void add(FakePool pool, String name) {
        create(List.of(node(pool, name, pool.zoneOf(0))));
    }

    /** Gives a node that is there the pool's labels and taints, and takes those away that it had before. */
    public void change(FakePool pool, String name) {
        Node changed = node(pool, name, pool.zoneOf(0));
        Map<String, String> labels = new HashMap<>();
        // Null stands for "away with it".
        client.nodes().withName(name).get().getMetadata().getLabels().keySet().forEach(key -> labels.put(key, null));
        labels.putAll(changed.getMetadata().getLabels());
        Map<String, Object> patch = Map.of(
                "metadata",
                Map.of("labels", labels),
                "spec",
                Map.of("taints", changed.getSpec().getTaints()));
        client.nodes().withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
    }

    /** The names of the pool's nodes. */
    public List<String> namesIn(String pool) {
        return client.nodes().withLabel(POOL_LABEL, pool).list().getItems().stream()
                .map(node -> node.getMetadata().getName())
                .toList();
    }

    private void create(List<Node> nodes) {
        Set<String> awaited = nodes.stream()
                .map(node -> client.nodes().resource(node).create())
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toSet());
        // The API server taints every new node; the node controller takes the taint off when it sees the node Ready.
        Await.until(
                "the nodes " + awaited + " to be usable", () -> usableNodes().containsAll(awaited), this::usableNodes);
    }

    private Set<String> usableNodes() {
        return client.nodes().list().getItems().stream()
                .filter(FakeNodes::isUsable)
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    private static boolean isUsable(Node node) {
        return node.getSpec().getTaints().stream().noneMatch(t -> NOT_READY_TAINT.equals(t.getKey()));
    }

    /** Takes the pool's nodes away, with every pod on them. */
    public void remove(FakePool pool) {
        IntStream.range(0, pool.nodes()).forEach(number -> remove(pool.node(number)));
    }

    /** Takes a node away, with every pod on it, as when a machine is deleted. */
    public void remove(String node) {
        client.nodes().withName(node).delete();
        client.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", node)
                .withGracePeriod(0)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    private static Node node(FakePool pool, String name, String zone) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels(pool, name, zone))
                .endMetadata()
                .withNewSpec()
                .withTaints(pool.taints().stream().map(FakeNodes::taint).toList())
                .withProviderID("gce://project/" + zone + "/" + name)
                .endSpec()
                .withStatus(readyStatus(name, pool))
                .build();
    }

    private static Map<String, String> labels(FakePool pool, String node, String zone) {
        Map<String, String> labels = new LinkedHashMap<>(pool.labels());
        labels.put(POOL_LABEL, pool.name());
        labels.put(ZONE_LABEL, zone);
        labels.put("topology.kubernetes.io/region", zone.substring(0, zone.lastIndexOf('-')));
        labels.put(HOST_LABEL, node);
        labels.put("kubernetes.io/os", "linux");
        labels.put("kubernetes.io/arch", "amd64");
        return labels;
    }

    private static Taint taint(String text) {
        String[] keyAndRest = text.split("[=:]", 2);
        int colon = text.lastIndexOf(':');
        return new TaintBuilder()
                .withKey(keyAndRest[0])
                .withValue(text.contains("=") ? text.substring(text.indexOf('=') + 1, colon) : null)
                .withEffect(text.substring(colon + 1))
                .build();
    }

    private static NodeStatus readyStatus(String name, FakePool pool) {
        Map<String, Quantity> resources = Map.of(
                "cpu", new Quantity(pool.cpu()),
                "memory", new Quantity(pool.memory()),
                "ephemeral-storage", new Quantity("100Gi"),
                "pods", new Quantity(Integer.toString(pool.pods())));
        return new NodeStatusBuilder()
                .withCapacity(resources)
                .withAllocatable(resources)
                .addNewAddress(name, "Hostname")
                .withNewNodeInfo()
                .withKubeletVersion(pool.version())
                .withKubeProxyVersion(pool.version())
                .withContainerRuntimeVersion("containerd://1.7.0")
                .withKernelVersion("6.1.0")
                .withOsImage("Container-Optimized OS from Google")
                .withOperatingSystem("linux")
                .withArchitecture("amd64")
                .withMachineID(name)
                .withSystemUUID(name)
                .withBootID(name)
                .endNodeInfo()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withMessage("kubelet is posting ready status")
                .withLastHeartbeatTime(now())
                .withLastTransitionTime(now())
                .endCondition()
                .build();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
