package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireRequest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A shop that has moved to the new pool, and parts of GKE that are still on the old one. */
final class RetireWorld {
    /** Part of GKE: two replicas, of which one must always be there, behind a Service. */
    static final String DNS = system("kube-dns", 2) + """
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: kube-dns, namespace: kube-system}
            spec: {maxUnavailable: 1, selector: {matchLabels: {app: kube-dns}}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: kube-dns, namespace: kube-system}
            spec: {selector: {app: kube-dns}, ports: [{port: 53}]}
            """;

    static final String AGENT = """
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent, namespace: kube-system}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec:
                  tolerations: [{operator: Exists}]
                  containers: [{name: main, image: "registry.example/agent:1"}]
            """;

    static final Predicate<Manifest> SYSTEM = pod -> pod.namespace().startsWith("kube-");

    private RetireWorld() {}

    static String system(String name, int replicas) {
        return deployment(name, replicas, "").replace("namespace: shop", "namespace: kube-system");
    }

    /** The shop has moved; all that is left on the old pool belongs to the system. */
    static Twin moved() {
        return moved(deployment("cart", 3, "") + deployment("front", 2, "") + DNS + AGENT);
    }

    static Twin moved(String manifests) {
        Twin twin = Twin.withGreenPool().apply(manifests).settle();
        twin.driver().run(optIn(SHOP, 5, ""));
        twin.timeline.advance(Duration.ofMinutes(2));
        return twin;
    }

    static RetireRequest retire(String keepFor, boolean normalise) {
        return RetireRequest.of("blue", "", "", keepFor, normalise, false, 60);
    }

    static NodePool pool(Twin twin, String name) {
        return twin.world().controlPlane().cluster().pool(name).orElseThrow();
    }

    static boolean there(Twin twin, String name) {
        return twin.world().controlPlane().cluster().pool(name).isPresent();
    }

    static List<Manifest> nodes(Twin twin, String pool) {
        return twin.list(Resources.NODES).stream()
                .filter(n -> pool.equals(n.labels().get("cloud.google.com/gke-nodepool")))
                .toList();
    }

    static void cordon(Twin twin, String node) {
        cordon(twin, node, true);
    }

    static void cordon(Twin twin, String node, boolean unschedulable) {
        twin.api()
                .patch(
                        Resources.NODES,
                        "",
                        node,
                        Subresource.NONE,
                        new Patch(Patch.Type.MERGE, Map.of("spec", Map.of("unschedulable", unschedulable))));
    }

    /** What retiring may change of nodes and pools and has to put back: everything but status and versions. */
    static Map<String, Object> settings(Twin twin) {
        Map<String, Object> all = new TreeMap<>();
        twin.world().controlPlane().cluster().pools().forEach(p -> {
            all.put("taints of " + p.name(), p.taints());
            all.put("labels of " + p.name(), p.labels());
            all.put("autoscaling of " + p.name(), p.autoscaling());
        });
        nodes(twin, "blue").forEach(n -> {
            all.put(n.name() + " spec", n.map("spec"));
            all.put(n.name() + " labels", n.labels());
            all.put(n.name() + " annotations", n.annotations());
        });
        return all;
    }

    /** Names of what steps have changed so far. */
    static List<String> writes(Twin twin) {
        return twin.kubernetes.writeLog().entries(e -> e.caller().equals(Twin.STEPS) && e.changed()).stream()
                .map(e -> e.namespace() + "/" + e.name())
                .distinct()
                .sorted()
                .toList();
    }

    /** A placement without the pods that every node has. */
    static Map<String, Integer> withoutAgents(Map<String, Integer> placement) {
        placement.keySet().removeIf(k -> k.startsWith("agent"));
        return placement;
    }

    static void setBudget(Twin twin, int maxUnavailable) {
        twin.api()
                .patch(
                        Resources.POD_DISRUPTION_BUDGETS,
                        "kube-system",
                        "kube-dns",
                        Subresource.NONE,
                        new Patch(Patch.Type.MERGE, Map.of("spec", Map.of("maxUnavailable", maxUnavailable))));
        twin.timeline.advance(Duration.ofSeconds(5));
    }
}
