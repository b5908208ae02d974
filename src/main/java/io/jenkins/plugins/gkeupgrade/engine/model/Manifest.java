package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A Kubernetes object as the API server wrote it: an immutable tree of maps, lists, strings, numbers and booleans.
 *
 * <p>A tree and not a typed model, because fields that this code does not know must survive a rollback unchanged.
 */
public final class Manifest {
    private final Map<String, Object> tree;
    /** Read once, because every look at a cluster asks every pod; a race ends in the same value. */
    private OwnerReference owner;

    private Manifest(Map<String, Object> tree) {
        this.tree = tree;
    }

    /** Copies the tree deeply, so that later changes to the argument do not show. */
    public static Manifest of(Map<String, ?> tree) {
        return new Manifest(copyOf(tree));
    }

    /** Wraps a tree that nobody will change any more, without the cost of a copy. */
    public static Manifest wrap(Map<String, Object> tree) {
        return new Manifest(Collections.unmodifiableMap(tree));
    }

    private static Map<String, Object> copyOf(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put((String) key, frozen(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object frozen(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copyOf(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(frozen(item)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }

    public Map<String, Object> tree() {
        return tree;
    }

    /** The value at a path of map keys, or null when any step of it is missing. */
    public Object at(List<String> path) {
        Object here = tree;
        for (String key : path) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return here;
    }

    public Object at(String... path) {
        Object here = tree;
        for (String key : path) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return here;
    }

    /** The text at the path, or the empty string. */
    public String text(String... path) {
        Object value = at(path);
        return value == null ? "" : value.toString();
    }

    /** The whole number at the path, or the fallback when there is none. */
    public long number(long fallback, String... path) {
        return at(path) instanceof Number number ? number.longValue() : fallback;
    }

    public boolean flag(String... path) {
        return Boolean.TRUE.equals(at(path));
    }

    /** The map at the path, or an empty one. */
    @SuppressWarnings("unchecked") // trees have string keys only
    public Map<String, Object> map(String... path) {
        return at(path) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** The list at the path, or an empty one. */
    @SuppressWarnings("unchecked") // any list is a list of objects to a reader
    public List<Object> list(String... path) {
        return at(path) instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /** The maps in the list at the path, each as a manifest of its own; items of other types are left out. */
    @SuppressWarnings("unchecked") // trees have string keys only
    public List<Manifest> items(String... path) {
        List<Object> list = list(path);
        List<Manifest> items = new ArrayList<>(list.size());
        for (Object item : list) {
            if (item instanceof Map<?, ?> map) {
                items.add(new Manifest((Map<String, Object>) map));
            }
        }
        return Collections.unmodifiableList(items);
    }

    public String kind() {
        return text("kind");
    }

    public String namespace() {
        return text("metadata", "namespace");
    }

    public String name() {
        return text("metadata", "name");
    }

    public String uid() {
        return text("metadata", "uid");
    }

    /** Uid of the object that controls this one, empty when none does. */
    public String controllerUid() {
        return owner().controller() ? owner().uid() : "";
    }

    /** The object that this one belongs to: its controller, else the first that is named; none when nobody is. */
    public OwnerReference owner() {
        if (owner == null) {
            owner = OwnerReference.of(items("metadata", "ownerReferences"));
        }
        return owner;
    }

    public String resourceVersion() {
        return text("metadata", "resourceVersion");
    }

    public Map<String, Object> labels() {
        return map("metadata", "labels");
    }

    public Map<String, Object> annotations() {
        return map("metadata", "annotations");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest manifest && tree.equals(manifest.tree);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(tree);
    }

    @Override
    public String toString() {
        return kind() + " " + (namespace().isEmpty() ? "" : namespace() + "/") + name();
    }
}
