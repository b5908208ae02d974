package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.List;
import java.util.Map;

/**
 * Whether pods may be scheduled on nodes with these labels and taints, as far as node selector, required node affinity
 * and tolerations say. Room, ports and volumes are not looked at.
 *
 * @param labels of the nodes
 * @param taints of the nodes
 */
public record NodeFit(Map<String, String> labels, List<Taint> taints) {
    public NodeFit {
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
    }

    public boolean takes(Placement placement) {
        return selected(placement) && tolerated(placement);
    }

    private boolean selected(Placement placement) {
        boolean selector = Trees.mutableMap(placement.nodeSelector()).entrySet().stream()
                .allMatch(e -> String.valueOf(e.getValue()).equals(labels.get(e.getKey())));
        return selector && (!NodeTerms.isSet(placement.affinity()) || anyTerm(placement.affinity()));
    }

    private boolean anyTerm(Object affinity) {
        return NodeTerms.of(affinity).stream().anyMatch(this::holds);
    }

    /** A term without any requirement matches no node; one on a node's own name cannot match nodes in general. */
    private boolean holds(Object term) {
        List<Object> expressions = NodeTerms.expressions(term);
        boolean fields = Trees.mutableMap(term).containsKey("matchFields");
        return !expressions.isEmpty() && !fields && expressions.stream().allMatch(this::matches);
    }

    private boolean matches(Object expression) {
        String value = labels.get(Trees.text(expression, "key"));
        List<String> values = Trees.mutableList(Trees.mutableMap(expression).get("values")).stream()
                .map(String::valueOf)
                .toList();
        return switch (Trees.text(expression, "operator")) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> compare(value, values) > 0;
            case "Lt" -> compare(value, values) < 0;
            default -> false;
        };
    }

    /** 0 when either is not a whole number, which neither Gt nor Lt takes. */
    private static int compare(String value, List<String> values) {
        boolean numbers = value != null
                && value.matches("-?\\d{1,18}")
                && values.size() == 1
                && values.get(0).matches("-?\\d{1,18}");
        return numbers ? Long.compare(Long.parseLong(value), Long.parseLong(values.get(0))) : 0;
    }

    private boolean tolerated(Placement placement) {
        List<Object> tolerations = Trees.mutableList(placement.tolerations());
        return taints.stream()
                .filter(t -> t.effect() != Taint.Effect.PREFER_NO_SCHEDULE)
                .allMatch(taint -> tolerations.stream().anyMatch(t -> tolerates(t, taint)));
    }

    private static boolean tolerates(Object toleration, Taint taint) {
        return new Toleration(toleration).of(taint);
    }
}
