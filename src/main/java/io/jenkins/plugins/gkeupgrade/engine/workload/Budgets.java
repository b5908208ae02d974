package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The PodDisruptionBudgets in sight. */
public record Budgets(Collection<Manifest> budgets) {
    /** Name of a budget that now forbids to evict the pod. */
    public Optional<String> blocking(Pod pod) {
        return budgets.stream()
                .filter(b -> b.namespace().equals(pod.namespace()))
                .filter(b -> selects(b, pod.manifest().labels()))
                .filter(b -> b.number(0, "status", "disruptionsAllowed") == 0)
                .map(Manifest::name)
                .findFirst();
    }

    private static boolean selects(Manifest budget, Map<String, Object> labels) {
        Map<String, Object> wanted = budget.map("spec", "selector", "matchLabels");
        List<Manifest> expressions = budget.items("spec", "selector", "matchExpressions");
        boolean some = !wanted.isEmpty() || !expressions.isEmpty();
        return some
                && wanted.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
                && expressions.stream().allMatch(e -> holds(e, labels));
    }

    private static boolean holds(Manifest expression, Map<String, Object> labels) {
        Object value = labels.get(expression.text("key"));
        List<Object> values = expression.list("values");
        return switch (expression.text("operator")) {
            case "In" -> values.contains(value);
            case "NotIn" -> !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
