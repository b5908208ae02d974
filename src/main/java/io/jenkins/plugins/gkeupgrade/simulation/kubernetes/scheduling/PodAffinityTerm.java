package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.LabelSelector;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pods count, and within what they count as near.
 *
 * @param namespaces where the pods are
 * @param topologyKey node label whose equal values mean near
 * @param weight of a preference; 0 for a requirement
 */
record PodAffinityTerm(LabelSelector selector, Set<String> namespaces, String topologyKey, long weight) {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

    /** @param kind {@code podAffinity} or {@code podAntiAffinity} */
    static List<PodAffinityTerm> required(Map<String, Object> podSpec, String kind, String namespace) {
        List<PodAffinityTerm> terms = new ArrayList<>();
        for (Map<String, Object> term : Trees.maps(podSpec, "affinity", kind, REQUIRED)) {
            terms.add(of(term, namespace, 0));
        }
        return terms;
    }

    static List<PodAffinityTerm> preferred(Map<String, Object> podSpec, String kind, String namespace) {
        List<PodAffinityTerm> terms = new ArrayList<>();
        for (Map<String, Object> preference : Trees.maps(podSpec, "affinity", kind, PREFERRED)) {
            terms.add(of(Trees.map(preference, "podAffinityTerm"), namespace, Trees.number(preference, 1, "weight")));
        }
        return terms;
    }

    private static PodAffinityTerm of(Map<String, Object> term, String namespace, long weight) {
        Set<String> namespaces = new HashSet<>();
        Trees.list(term, "namespaces").forEach(name -> namespaces.add(name.toString()));
        if (namespaces.isEmpty()) {
            namespaces.add(namespace);
        }
        return new PodAffinityTerm(
                LabelSelector.of(term.get("labelSelector")),
                Set.copyOf(namespaces),
                Trees.text(term, "topologyKey"),
                weight);
    }

    boolean matches(Manifest pod) {
        return namespaces.contains(pod.namespace()) && selector.matches(pod.labels());
    }
}
