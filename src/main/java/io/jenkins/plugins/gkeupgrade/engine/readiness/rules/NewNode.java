package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.Toleration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a pool as the scheduler would see it. Labels that only a real node has (its host, its zone) count as fitting.
 */
record NewNode(Map<String, Object> labels, List<Taint> taints) {
    /** Where the labels are from that Kubernetes and GKE give to nodes, such as {@code topology.gke.io/zone}. */
    private static final List<String> PLATFORM = List.of("kubernetes.io/", "k8s.io/", "cloud.google.com/", "gke.io/");

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    static NewNode of(NodePool pool) {
        Map<String, Object> labels = new HashMap<>(pool.labels());
        labels.put(OptInEdit.POOL_LABEL, pool.name());
        return new NewNode(labels, pool.taints());
    }

    /** @param like a node with the same machine, whose labels of Kubernetes and GKE the new one has as well */
    static NewNode of(NodePool pool, Manifest like) {
        Map<String, Object> labels = new HashMap<>();
        like.labels().forEach((key, value) -> {
            if (isOfPlatform(key)) {
                labels.put(key, value);
            }
        });
        labels.putAll(of(pool).labels());
        return new NewNode(labels, pool.taints());
    }

    /** Whether a pod of this spec may run there. */
    boolean takes(Map<String, Object> podSpec) {
        Manifest spec = Manifest.wrap(podSpec);
        return selected(spec)
                && taints.stream().allMatch(taint -> tolerates(spec, taint) || asksFor(spec, taint.key()));
    }

    /**
     * Nodes with accelerators are set apart by a taint of the resource's name, and GKE has pods that ask for the resource
     * tolerate it.
     *
     * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#extendedresourcetoleration">
     *     ExtendedResourceToleration</a>
     */
    private static boolean asksFor(Manifest spec, String resource) {
        return Amounts.ofPod(spec).of(resource) > 0;
    }

    private static boolean isOfPlatform(String key) {
        return PLATFORM.stream().anyMatch(key::contains);
    }

    /** Parts of the node selector that it does not have, as {@code key=value}. */
    List<String> lacks(Map<String, Object> nodeSelector) {
        return nodeSelector.entrySet().stream()
                .filter(e -> !matches(e.getKey(), "In", List.of(e.getValue())))
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .toList();
    }

    /** Whether its node selector and required node affinity, as far as they are known here, let it there. */
    boolean selected(Manifest spec) {
        boolean selector = lacks(spec.map("nodeSelector")).isEmpty();
        List<Manifest> terms = spec.items("affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms");
        boolean affinity = terms.isEmpty()
                || terms.stream()
                        .anyMatch(term -> term.items("matchExpressions").stream()
                                .allMatch(e -> matches(e.text("key"), e.text("operator"), e.list("values"))));
        return selector && affinity;
    }

    private boolean matches(String key, String operator, List<?> values) {
        Object value = labels.get(key);
        if (value == null && isOfPlatform(key)) {
            return true;
        }
        return switch (operator) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> true;
        };
    }

    /** Whether the pod may be scheduled in spite of the taint; a preference keeps nobody away. */
    static boolean tolerates(Manifest spec, Taint taint) {
        return taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE
                || spec.list("tolerations").stream().anyMatch(t -> new Toleration(t).of(taint));
    }
}
