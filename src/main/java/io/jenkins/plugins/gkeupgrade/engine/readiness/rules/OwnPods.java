package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selectors;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a pod template requires of pods like its own.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity">
 *     Inter-pod affinity and anti-affinity</a>
 */
record OwnPods(Workload workload, Manifest spec) {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    /** Labels that controllers give to the pods of one revision; templates do not have them. */
    private static final Set<String> OF_A_REVISION = Set.of("pod-template-hash", "controller-revision-hash");

    static OwnPods of(Workload workload) {
        return new OwnPods(workload, Manifest.wrap(workload.podSpec()));
    }

    /** Required terms of anti-affinity that keep them apart from each other. */
    List<Manifest> apart() {
        return spec.items("affinity", "podAntiAffinity", REQUIRED).stream()
                .filter(this::selects)
                .filter(term -> term.list("mismatchLabelKeys").stream().noneMatch(this::has))
                .toList();
    }

    /** Required terms of affinity. */
    List<Manifest> together() {
        return spec.items("affinity", "podAffinity", REQUIRED);
    }

    /** Constraints on their spread that keep a pod waiting. */
    Stream<Manifest> spread() {
        return spec.items("topologySpreadConstraints").stream()
                .filter(c -> !c.text("whenUnsatisfiable").equals("ScheduleAnyway"));
    }

    /** Whether the term is about them: none or an empty list of namespaces means their own. */
    boolean selects(Manifest term) {
        return selects(term, workload.ref().namespace(), workload.podLabels());
    }

    /** Whether the term of this template is about pods with these labels in that namespace. */
    boolean selects(Manifest term, String namespace, Map<String, Object> labels) {
        List<Object> named = term.list("namespaces");
        Object selector = term.at("namespaceSelector");
        // Of namespaces nothing is known here but their names.
        boolean inside = named.isEmpty() && selector == null
                ? namespace.equals(workload.ref().namespace())
                : named.contains(namespace) || Selectors.includes(selector, Map.of(NAMESPACE, namespace));
        return inside && Selectors.includes(term.at("labelSelector"), labels);
    }

    /** Whether the rule counts only pods of the newest revision. */
    static boolean ofOneRevision(Manifest rule) {
        return rule.list("matchLabelKeys").stream().anyMatch(OF_A_REVISION::contains);
    }

    private boolean has(Object key) {
        return OF_A_REVISION.contains(key) || workload.podLabels().containsKey(key);
    }
}
