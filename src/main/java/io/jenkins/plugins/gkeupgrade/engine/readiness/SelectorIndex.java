package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Budgets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Objects that select pods, found by the labels of a pod without asking each of them. */
final class SelectorIndex {
    private final Map<String, List<Manifest>> byOneLabel = new HashMap<>();
    private final Map<String, List<Manifest>> others = new HashMap<>();
    private final BiPredicate<Manifest, Map<String, Object>> selects;

    /** @param labels the labels that a pod must have at least, as the object says; empty when it says none */
    private SelectorIndex(
            Collection<Manifest> objects,
            Function<Manifest, Map<String, Object>> labels,
            BiPredicate<Manifest, Map<String, Object>> selects) {
        this.selects = selects;
        for (Manifest object : objects) {
            Map<String, Object> wanted = new TreeMap<>(labels.apply(object));
            if (wanted.isEmpty()) {
                add(others, object.namespace(), object);
            } else {
                Map.Entry<String, Object> one = wanted.entrySet().iterator().next();
                add(byOneLabel, key(object.namespace(), one), object);
            }
        }
    }

    /** A Service without a selector selects nothing. */
    static SelectorIndex ofServices(Collection<Manifest> services) {
        return new SelectorIndex(services, service -> service.map("spec", "selector"), (service, labels) -> {
            Map<String, Object> wanted = service.map("spec", "selector");
            return !wanted.isEmpty()
                    && wanted.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
        });
    }

    static SelectorIndex ofBudgets(Collection<Manifest> budgets) {
        return new SelectorIndex(budgets, budget -> budget.map("spec", "selector", "matchLabels"), Budgets::selects);
    }

    private static void add(Map<String, List<Manifest>> index, String key, Manifest object) {
        index.computeIfAbsent(key, ignored -> new ArrayList<>()).add(object);
    }

    private static String key(String namespace, Map.Entry<String, Object> label) {
        return namespace + "/" + label.getKey() + "=" + label.getValue();
    }

    /** Those in the namespace that select pods with these labels. */
    List<Manifest> selecting(String namespace, Map<String, Object> labels) {
        List<Manifest> candidates = new ArrayList<>(others.getOrDefault(namespace, List.of()));
        labels.entrySet()
                .forEach(label -> candidates.addAll(byOneLabel.getOrDefault(key(namespace, label), List.of())));
        return candidates.stream()
                .filter(object -> selects.test(object, labels))
                .toList();
    }
}
