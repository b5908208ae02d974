package io.jenkins.plugins.gkeupgrade.runner.demo;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which node pools the pods of each workload run on. */
final class Placement {
    private static final String POOL = "cloud.google.com/gke-nodepool";

    private Placement() {}

    /** Names of the pools by {@code Kind namespace/name} of the workload, joined when there are several. */
    static Map<String, String> of(KubernetesApi api) {
        Map<String, String> poolOfNode = new TreeMap<>();
        api.list(Resources.NODES, "", ListOptions.ALL)
                .items()
                .forEach(n -> poolOfNode.put(n.name(), n.text("metadata", "labels", POOL)));
        Map<String, String> deploymentOf = new TreeMap<>();
        for (Manifest set :
                api.list(Resources.REPLICA_SETS, "", ListOptions.ALL).items()) {
            deploymentOf.put(set.uid(), owner(set));
        }
        Map<String, TreeSet<String>> pools = new TreeMap<>();
        for (Manifest pod : api.list(Resources.PODS, "", ListOptions.ALL).items()) {
            boolean runs = pod.text("status", "phase").equals("Running")
                    && pod.text("metadata", "deletionTimestamp").isEmpty();
            if (runs) {
                String through = deploymentOf.getOrDefault(ownerUid(pod), "");
                pools.computeIfAbsent(through.isEmpty() ? owner(pod) : through, any -> new TreeSet<>())
                        .add(poolOfNode.getOrDefault(pod.text("spec", "nodeName"), "?"));
            }
        }
        Map<String, String> joined = new TreeMap<>();
        pools.forEach((workload, names) -> joined.put(workload, String.join(", ", names)));
        return joined;
    }

    private static List<Manifest> owners(Manifest object) {
        return object.items("metadata", "ownerReferences");
    }

    private static String ownerUid(Manifest object) {
        return owners(object).stream().map(o -> o.text("uid")).findFirst().orElse("");
    }

    private static String owner(Manifest object) {
        return owners(object).stream()
                .map(o -> o.text("kind") + " " + object.namespace() + "/" + o.text("name"))
                .findFirst()
                .orElse("");
    }
}
