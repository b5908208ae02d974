package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Objects as they come back from the real API server, whose types leave out fields that say nothing. */
final class Canonical {
    private static final Set<String> MAPS_LEFT_OUT_WHEN_EMPTY =
            Set.of("labels", "annotations", "nodeSelector", "matchLabels", "limits", "requests", "data", "stringData");
    private static final Set<String> TOLERATION_TEXTS = Set.of("key", "value", "effect", "operator");

    private Canonical() {}

    static Map<String, Object> of(Map<?, ?> tree) {
        return map(tree, "");
    }

    private static Map<String, Object> map(Map<?, ?> tree, String name) {
        boolean taint = name.equals("tolerations") || name.equals("taints");
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> {
            Object kept = value(value, (String) key);
            boolean empty = kept == null
                    || kept instanceof List<?> list && list.isEmpty()
                    || kept instanceof Map<?, ?> map && map.isEmpty() && MAPS_LEFT_OUT_WHEN_EMPTY.contains(key)
                    || taint && "".equals(kept) && TOLERATION_TEXTS.contains(key);
            if (!empty) {
                copy.put((String) key, kept);
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object value(Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return map(map, name);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(value(item, name)));
            return Collections.unmodifiableList(copy);
        }
        return Trees.normal(value);
    }
}
