package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON merge patch (<a href="https://www.rfc-editor.org/rfc/rfc7386">RFC 7386</a>) and Kubernetes' strategic merge
 * patch, which merges some lists by a key of their items.
 */
final class MergePatch {
    private static final String DIRECTIVE = "$patch";

    /** Lists that are merged, with the field that identifies an item; the key of ports differs by object. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("volumes", "name"),
            Map.entry("env", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("hostAliases", "ip"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("ownerReferences", "uid"),
            Map.entry("conditions", "type"),
            Map.entry("addresses", "type"),
            Map.entry("taints", "key"),
            Map.entry("secrets", "name"));

    private final boolean strategic;

    private MergePatch(boolean strategic) {
        this.strategic = strategic;
    }

    static Map<String, Object> merge(Map<String, Object> tree, Map<String, Object> patch) {
        return new MergePatch(false).maps(tree, patch);
    }

    static Map<String, Object> strategic(Map<String, Object> tree, Map<String, Object> patch) {
        return new MergePatch(true).maps(tree, patch);
    }

    private Map<String, Object> maps(Map<String, Object> tree, Map<String, Object> patch) {
        if (strategic && "replace".equals(patch.get(DIRECTIVE))) {
            return withoutDirectives(patch);
        }
        Map<String, Object> copy = new LinkedHashMap<>(tree);
        if (strategic && patch.get("$retainKeys") instanceof List<?> retained) {
            copy.keySet().retainAll(retained);
        }
        patch.forEach((key, value) -> {
            if (strategic && key.startsWith("$")) {
                directive(copy, key, value);
            } else if (value == null) {
                copy.remove(key);
            } else if (value instanceof Map<?, ?> map) {
                if (strategic && "delete".equals(map.get(DIRECTIVE))) {
                    copy.remove(key);
                } else {
                    copy.put(key, maps(Trees.map(copy, key), Trees.map(map)));
                }
            } else if (strategic && value instanceof List<?> list) {
                copy.put(key, lists(key, Trees.list(copy, key), Trees.list(patch, key), list));
            } else {
                copy.put(key, value);
            }
        });
        return copy;
    }

    private static void directive(Map<String, Object> copy, String key, Object value) {
        String prefix = "$deleteFromPrimitiveList/";
        if (key.startsWith(prefix)) {
            String field = key.substring(prefix.length());
            List<Object> left = new ArrayList<>(Trees.list(copy, field));
            left.removeAll(Trees.list(value));
            copy.put(field, left);
        }
    }

    private Object lists(String field, List<Object> old, List<Object> patch, Object whole) {
        if (field.equals("finalizers")) {
            List<Object> union = new ArrayList<>(old);
            patch.stream().filter(item -> !union.contains(item)).forEach(union::add);
            return union;
        }
        String key = keyOf(field, patch);
        if (key.isEmpty()) {
            return whole;
        }
        boolean replace = patch.stream()
                .anyMatch(item -> Trees.map(item).size() == 1 && "replace".equals(Trees.text(item, DIRECTIVE)));
        List<Object> merged = new ArrayList<>(replace ? List.of() : old);
        for (Object item : patch) {
            Map<String, Object> change = Trees.map(item);
            int place = place(merged, key, change.get(key));
            if ("delete".equals(change.get(DIRECTIVE))) {
                merged.removeIf(other -> Trees.text(other, key).equals(Trees.text(change, key)));
            } else if (change.containsKey(key)) {
                Map<String, Object> next = maps(place < 0 ? Map.of() : Trees.map(merged.get(place)), change);
                if (place < 0) {
                    merged.add(next);
                } else {
                    merged.set(place, next);
                }
            }
        }
        return merged;
    }

    private static String keyOf(String field, List<Object> patch) {
        if (field.equals("ports")) {
            return patch.stream().anyMatch(port -> Trees.map(port).containsKey("containerPort"))
                    ? "containerPort"
                    : "port";
        }
        return KEYS.getOrDefault(field, "");
    }

    private static int place(List<Object> items, String key, Object value) {
        for (int i = 0; i < items.size(); i++) {
            if (Trees.text(items.get(i), key).equals(String.valueOf(value))) {
                return i;
            }
        }
        return -1;
    }

    private static Map<String, Object> withoutDirectives(Map<String, Object> patch) {
        Map<String, Object> copy = new LinkedHashMap<>(patch);
        copy.keySet().removeIf(key -> key.startsWith("$"));
        return copy;
    }
}
