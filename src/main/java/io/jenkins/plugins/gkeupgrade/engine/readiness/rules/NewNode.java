package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a pool as the scheduler would see it. Labels that only a real node has (its host, its zone) count as fitting.
 */
record NewNode(Map<String, Object> labels, List<Taint> taints) {
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
            if (key.contains("kubernetes.io/") || key.contains("cloud.google.com/")) {
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

    /** Whether its node selector and required node affinity, as far as they are known here, let it there. */
    boolean selected(Manifest spec) {
        boolean selector = spec.map("nodeSelector").entrySet().stream()
                .allMatch(e -> matches(e.getKey(), "In", List.of(e.getValue())));
        List<Manifest> terms = spec.items("affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms");
        boolean affinity = terms.isEmpty()
                || terms.stream()
                        .anyMatch(term -> term.items("matchExpressions").stream()
                                .allMatch(e -> matches(e.text("key"), e.text("operator"), e.list("values"))));
        return selector && affinity;
    }

    private boolean matches(String key, String operator, List<?> values) {
        Object value = labels.get(key);
        boolean nodesOwn = value == null && (key.contains("kubernetes.io/") || key.contains("cloud.google.com/"));
        if (nodesOwn) {
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
                || spec.items("tolerations").stream().anyMatch(t -> {
                    String key = t.text("key");
                    boolean exists = t.text("operator").equals("Exists");
                    String effect = t.text("effect");
                    return (effect.isEmpty() || effect.equals(taint.effect().kubernetes()))
                            && (key.equals(taint.key()) || key.isEmpty() && exists)
                            && (exists || t.text("value").equals(taint.value()));
                });
    }
}
