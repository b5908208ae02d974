package io.jenkins.plugins.gkeupgrade.engine.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small helpers on JSON-like trees. */
final class Trees {
    private Trees() {}

    /** Whether two trees are the same JSON; a number is the same whatever Java type carries it. */
    static boolean same(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return x.doubleValue() == y.doubleValue() && x.longValue() == y.longValue();
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(e -> y.containsKey(e.getKey()) && same(e.getValue(), y.get(e.getKey())));
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return x.size() == y.size() && sameItems(x, y);
        }
        return a == null ? b == null : a.equals(b);
    }

    private static boolean sameItems(List<?> a, List<?> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A map that may be changed; empty when the value is not a map. */
    static Map<String, Object> mutableMap(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> copy.put((String) key, item));
        }
        return copy;
    }

    /** A list that may be changed; empty when the value is not a list. */
    static List<Object> mutableList(Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
    }

    /** The value of the key; null when there is none, or no map. */
    static Object at(Object map, String key) {
        return map instanceof Map<?, ?> m ? m.get(key) : null;
    }

    static String text(Object map, String key) {
        Object value = at(map, key);
        return value == null ? "" : value.toString();
    }
}
