package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.List;
import java.util.Map;

/** Label selectors as objects carry them, with {@code matchLabels} and {@code matchExpressions}. */
public final class Selectors {
    private Selectors() {}

    /** Whether the selector asks for anything at all; what an empty one selects differs from kind to kind. */
    public static boolean isEmpty(Map<String, Object> selector) {
        return Trees.mutableMap(selector.get("matchLabels")).isEmpty()
                && Trees.mutableList(selector.get("matchExpressions")).isEmpty();
    }

    /**
     * Whether a selector in a rule about pods selects these labels: an empty one selects everything, none at all nothing.
     *
     * @param selector null for none
     */
    public static boolean includes(Object selector, Map<String, Object> labels) {
        Map<String, Object> read = Trees.mutableMap(selector);
        return selector != null && (isEmpty(read) || selects(read, labels));
    }

    /** Whether a selector that is not empty selects these labels. */
    public static boolean selects(Map<String, Object> selector, Map<String, Object> labels) {
        Manifest read = Manifest.wrap(selector);
        Map<String, Object> wanted = read.map("matchLabels");
        return !isEmpty(selector)
                && wanted.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
                && read.items("matchExpressions").stream().allMatch(e -> holds(e, labels));
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
