package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trees of maps, lists, strings, numbers and booleans that nobody changes: a change makes a new tree that shares all the
 * rest with the old one.
 */
public final class Trees {
    private Trees() {}

    /** The value at the path, or null. */
    public static Object at(Object tree, String... path) {
        Object here = tree;
        for (String key : path) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return here;
    }

    @SuppressWarnings("unchecked") // trees have string keys only
    public static Map<String, Object> map(Object tree, String... path) {
        return at(tree, path) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @SuppressWarnings("unchecked") // any list is a list of objects to a reader
    public static List<Object> list(Object tree, String... path) {
        return at(tree, path) instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /** The maps in the list at the path. */
    @SuppressWarnings("unchecked") // trees have string keys only
    public static List<Map<String, Object>> maps(Object tree, String... path) {
        List<Object> list = list(tree, path);
        List<Map<String, Object>> maps = new ArrayList<>(list.size());
        for (Object item : list) {
            if (item instanceof Map<?, ?> map) {
                maps.add((Map<String, Object>) map);
            }
        }
        return maps;
    }

    public static String text(Object tree, String... path) {
        Object value = at(tree, path);
        return value == null ? "" : value.toString();
    }

    public static long number(Object tree, long fallback, String... path) {
        return at(tree, path) instanceof Number number ? number.longValue() : fallback;
    }

    public static boolean flag(Object tree, String... path) {
        return Boolean.TRUE.equals(at(tree, path));
    }

    /** The tree with another value at the path; a null value takes the field away. */
    public static Map<String, Object> with(Map<String, Object> tree, Object value, String... path) {
        return with(tree, value, path, 0);
    }

    private static Map<String, Object> with(Map<String, Object> tree, Object value, String[] path, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>(tree);
        String key = path[depth];
        Object next = depth == path.length - 1 ? value : with(map(tree, key), value, path, depth + 1);
        if (next == null) {
            copy.remove(key);
        } else {
            copy.put(key, next);
        }
        return copy;
    }

    public static Manifest with(Manifest object, Object value, String... path) {
        return Manifest.wrap(with(object.tree(), value, path));
    }

    /** A map of the pairs in their order; pairs with a null value are left out. */
    public static Map<String, Object> tree(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                map.put((String) pairs[i], pairs[i + 1]);
            }
        }
        return map;
    }

    /** A deep copy as the API server would keep it: without nulls, whole numbers all of one type. */
    public static Object normal(Object value) {
        if (value instanceof Map<?, ?> map) {
            return normalMap(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(normal(item)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value;
    }

    public static Map<String, Object> normalMap(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            if (item != null) {
                copy.put((String) key, normal(item));
            }
        });
        return Collections.unmodifiableMap(copy);
    }
}
