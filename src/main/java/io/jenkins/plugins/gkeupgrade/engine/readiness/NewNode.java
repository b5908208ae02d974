package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.Toleration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a pool as the scheduler would see it.
 *
 * @param known whether its labels are those of a node that is there; otherwise one that Kubernetes or GKE might have given
 *     it, and that is not among them, counts as fitting
 */
public record NewNode(Map<String, Object> labels, List<Taint> taints, boolean known) {
    /** Label of a node with its own name. */
    public static final String HOST = "kubernetes.io/hostname";

    /** Where the labels are from that Kubernetes and GKE give to nodes, such as {@code topology.gke.io/zone}. */
    private static final List<String> PLATFORM = List.of("kubernetes.io/", "k8s.io/", "cloud.google.com/", "gke.io/");

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    /** Of a node that is there. */
    static NewNode of(NodePool pool, Map<String, Object> nodeLabels) {
        Map<String, Object> labels = labels(pool, nodeLabels);
        labels.remove(HOST);
        return new NewNode(labels, pool.taints(), true);
    }

    /** Of a pool without nodes. */
    public static NewNode of(NodePool pool) {
        return new NewNode(labels(pool, Map.of()), pool.taints(), false);
    }

    /** @param like a node with the same machine, whose labels of Kubernetes and GKE the new one has as well */
    public static NewNode of(NodePool pool, Manifest like) {
        Map<String, Object> labels = new HashMap<>();
        like.labels().forEach((key, value) -> {
            if (isOfPlatform(key) && !isOfOneNode(key)) {
                labels.put(key, value);
            }
        });
        return new NewNode(labels(pool, labels), pool.taints(), false);
    }

    private static Map<String, Object> labels(NodePool pool, Map<String, Object> others) {
        Map<String, Object> labels = new HashMap<>(others);
        labels.putAll(pool.labels());
        labels.put(OptInEdit.POOL_LABEL, pool.name());
        return labels;
    }

    NewNode in(String zone) {
        Map<String, Object> there = new HashMap<>(labels);
        VolumeFacts.ZONES.forEach(key -> there.put(key, zone));
        return new NewNode(there, taints, known);
    }

    /** Whether a pod of this spec may run there. */
    public boolean takes(Map<String, Object> podSpec) {
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

    private static boolean isOfOneNode(String key) {
        return key.equals(HOST) || VolumeFacts.isZone(key);
    }

    /** Parts of the node selector that it does not have, as {@code key=value}. */
    public List<String> lacks(Map<String, Object> nodeSelector) {
        return nodeSelector.entrySet().stream()
                .filter(e -> !matches(e.getKey(), "In", List.of(e.getValue())))
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .toList();
    }

    /** Whether it may have the label, whatever its value: without it a pod that must be spread by it is not let in. */
    public boolean has(String key) {
        return matches(key, "Exists", List.of());
    }

    /** Whether its node selector and required node affinity, as far as they are known here, let it there. */
    public boolean selected(Manifest spec) {
        List<Manifest> terms = spec.items("affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms");
        return lacks(spec.map("nodeSelector")).isEmpty()
                && (terms.isEmpty() || terms.stream().anyMatch(this::holds));
    }

    /** A term without any requirement matches no node. That workloads are pinned to nodes by name is told elsewhere. */
    private boolean holds(Manifest term) {
        List<Manifest> expressions = term.items("matchExpressions");
        return !(expressions.isEmpty() && term.list("matchFields").isEmpty())
                && expressions.stream().allMatch(e -> matches(e.text("key"), e.text("operator"), e.list("values")));
    }

    private boolean matches(String key, String operator, List<?> values) {
        Object value = labels.get(key);
        if (value == null && isOfPlatform(key) && (!known || key.equals(HOST))) {
            return true;
        }
        return switch (operator) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> compared(value, values) > 0;
            case "Lt" -> compared(value, values) < 0;
            default -> true;
        };
    }

    /** 0 when either is not a whole number, which neither Gt nor Lt takes. */
    private static int compared(Object value, List<?> values) {
        String own = String.valueOf(value);
        String other = values.size() == 1 ? values.get(0).toString() : "";
        boolean numbers = own.matches("-?\\d{1,18}") && other.matches("-?\\d{1,18}");
        return numbers ? Long.compare(Long.parseLong(own), Long.parseLong(other)) : 0;
    }

    /** Whether the pod may be scheduled in spite of the taint; a preference keeps nobody away. */
    public static boolean tolerates(Manifest spec, Taint taint) {
        return taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE
                || spec.list("tolerations").stream().anyMatch(t -> new Toleration(t).of(taint));
    }
}
