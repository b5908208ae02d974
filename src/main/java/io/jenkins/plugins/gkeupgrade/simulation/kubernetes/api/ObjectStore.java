package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All objects by resource and name, with one growing version for all of them, as etcd keeps them.
 *
 * <p>Objects are immutable trees: readers may keep them. A change is told to indexes at once and to listeners one change
 * after the other, so that a listener that makes changes itself does not get others to see them out of order.
 */
public final class ObjectStore {
    private record Change(Resource resource, Manifest before, Manifest now, long version) {}

    private final Map<Resource, NavigableMap<String, Manifest>> objects = new HashMap<>();
    private final Map<Resource, History> histories = new HashMap<>();
    private final List<StoreListener> indexes = new ArrayList<>();
    private final List<StoreListener> listeners = new ArrayList<>();
    private final Deque<Change> untold = new ArrayDeque<>();
    private final int historySize;
    private boolean telling;
    private long version = 1;

    /** @param historySize changes of each resource that a late watch can still be told of */
    ObjectStore(int historySize) {
        this.historySize = historySize;
    }

    private static String key(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    private NavigableMap<String, Manifest> of(Resource resource) {
        return objects.computeIfAbsent(resource, any -> new TreeMap<>());
    }

    History history(Resource resource) {
        return histories.computeIfAbsent(resource, any -> new History(historySize));
    }

    /** The object, or null. */
    public Manifest get(Resource resource, String namespace, String name) {
        return of(resource).get(key(namespace, name));
    }

    /** All objects of the resource in the namespace, or everywhere when it is empty, in order of their names. */
    public Collection<Manifest> list(Resource resource, String namespace) {
        NavigableMap<String, Manifest> all = of(resource);
        // '0' is the character after '/'
        return namespace.isEmpty()
                ? all.values()
                : all.subMap(namespace + "/", true, namespace + "0", false).values();
    }

    /** The version of the newest change. */
    public long version() {
        return version;
    }

    Manifest put(Resource resource, Manifest object) {
        long now = ++version;
        Manifest stored = Trees.with(object, Long.toString(now), "metadata", "resourceVersion");
        Manifest before = of(resource).put(key(stored.namespace(), stored.name()), stored);
        tell(new Change(resource, before, stored, now));
        return stored;
    }

    void remove(Resource resource, Manifest object) {
        Manifest before = of(resource).remove(key(object.namespace(), object.name()));
        if (before != null) {
            tell(new Change(resource, before, null, ++version));
        }
    }

    private void tell(Change change) {
        for (StoreListener index : indexes) {
            index.changed(change.resource(), change.before(), change.now());
        }
        untold.add(change);
        if (telling) {
            return;
        }
        telling = true;
        try {
            for (Change next = untold.poll(); next != null; next = untold.poll()) {
                Change told = next;
                history(told.resource()).add(told.version(), told.before(), told.now());
                eachListener(listener -> listener.changed(told.resource(), told.before(), told.now()));
            }
        } finally {
            telling = false;
        }
    }

    private void eachListener(Consumer<StoreListener> action) {
        // By number: listeners may be added while they are told.
        for (int i = 0; i < listeners.size(); i++) {
            action.accept(listeners.get(i));
        }
    }

    /** Adds something that must be right at any moment; it must not change the store. */
    public void addIndex(StoreListener index) {
        indexes.add(index);
    }

    public void addListener(StoreListener listener) {
        listeners.add(listener);
    }

    /** Forgets all changes so far: a watch from an older version is told that it is gone. */
    public void compact() {
        histories.values().forEach(history -> history.compact(version));
    }
}
