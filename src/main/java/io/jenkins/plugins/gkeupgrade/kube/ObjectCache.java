package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The last known state of the objects of one resource. For one object it never goes back in time, whoever tells of it:
 * the list, the watch, or the answer to our own patch.
 *
 * <p>Resource versions are compared where they are numbers, as they are in etcd-backed servers and as Kubernetes
 * promises from 1.35 (KEP-5504); where they are not, what the watch says last holds.
 */
final class ObjectCache {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Map<String, Manifest> objects = new HashMap<>();
    /** Since when, by uid. */
    private final Map<String, String> leaving = new HashMap<>();

    private final List<Listener> listeners = new ArrayList<>();

    private List<Manifest> snapshot = List.of();
    private boolean changed;
    private String seenUpTo = "";

    /** Is told what the watch tells, every single change. Called under the lock of the cache. */
    interface Listener {
        void changed(Manifest object, boolean deleted);

        /** Everything up to this version has been told. */
        void nothingNewUpTo(String version);

        /** Nobody can say what happened up to this version, because the watch could not go on. */
        void skippedTo(String version);
    }

    /** @return the version from which on the listener is told */
    synchronized String listen(Listener listener) {
        listeners.add(listener);
        return seenUpTo;
    }

    synchronized void forget(Listener listener) {
        listeners.remove(listener);
    }

    /** The resource version as a number; 0 when the server does not use numbers. */
    static long number(String version) {
        return version.length() < 19 && NUMBER.matcher(version).matches() ? Long.parseLong(version) : 0;
    }

    /** Takes over a complete list. */
    synchronized void replace(List<Manifest> listed, String listVersion) {
        Map<String, Manifest> before = Map.copyOf(objects);
        objects.clear();
        for (Manifest object : listed) {
            Manifest known = before.get(key(object));
            keep(known != null && isOlder(object, known) ? known : object);
        }
        leaving.keySet().retainAll(listed.stream().map(Manifest::uid).collect(Collectors.toSet()));
        listeners.forEach(listener -> listener.skippedTo(listVersion));
        seenUpTo = listVersion;
        changed = true;
    }

    /** The watch tells of a new or changed object. */
    synchronized void put(Manifest object) {
        seenUpTo = object.resourceVersion();
        listeners.forEach(listener -> listener.changed(object, false));
        Manifest known = objects.get(key(object));
        if (known == null || !isOlder(object, known)) {
            keep(object);
        }
    }

    /** The watch tells of an object that is gone. */
    synchronized void remove(Manifest object) {
        seenUpTo = object.resourceVersion();
        listeners.forEach(listener -> listener.changed(object, true));
        leaving.remove(object.uid());
        if (objects.remove(key(object)) != null) {
            changed = true;
        }
    }

    /** The watch tells that there is nothing new up to this version. */
    synchronized void nothingNewUpTo(String resourceVersion) {
        seenUpTo = resourceVersion;
        listeners.forEach(listener -> listener.nothingNewUpTo(resourceVersion));
    }

    /** The version to go on watching from. */
    synchronized String seenUpTo() {
        return seenUpTo;
    }

    /** An object as the API server returned it from our own change. An object that is not there was deleted since. */
    synchronized void applied(Manifest object) {
        Manifest known = objects.get(key(object));
        if (known != null && known.uid().equals(object.uid()) && isNewer(object, known)) {
            keep(object);
        }
    }

    /** We have told this very object to go, and it shows that from now on, whatever late events say. */
    synchronized void leaving(String namespace, String name, String uid) {
        Manifest known = objects.get(namespace + "/" + name);
        if (known != null && known.uid().equals(uid)) {
            leaving.put(uid, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            keep(known);
        }
    }

    private void keep(Manifest object) {
        String since = leaving.get(object.uid());
        boolean toldHere =
                since != null && object.text("metadata", "deletionTimestamp").isEmpty();
        objects.put(key(object), toldHere ? terminating(object, since) : object);
        changed = true;
    }

    private static Manifest terminating(Manifest object, String since) {
        Map<String, Object> metadata = new LinkedHashMap<>(object.map("metadata"));
        metadata.put("deletionTimestamp", since);
        Map<String, Object> tree = new LinkedHashMap<>(object.tree());
        tree.put("metadata", Collections.unmodifiableMap(metadata));
        return Manifest.wrap(Collections.unmodifiableMap(tree));
    }

    synchronized Collection<Manifest> all() {
        if (changed) {
            snapshot = List.copyOf(objects.values());
            changed = false;
        }
        return snapshot;
    }

    synchronized Optional<Manifest> find(String namespace, String name) {
        return Optional.ofNullable(objects.get(namespace + "/" + name));
    }

    private static String key(Manifest object) {
        return object.namespace() + "/" + object.name();
    }

    private static boolean isOlder(Manifest object, Manifest than) {
        OptionalInt order = compare(object.resourceVersion(), than.resourceVersion());
        return order.isPresent() && order.getAsInt() < 0;
    }

    private static boolean isNewer(Manifest object, Manifest than) {
        OptionalInt order = compare(object.resourceVersion(), than.resourceVersion());
        return order.isEmpty() || order.getAsInt() > 0;
    }

    private static OptionalInt compare(String one, String other) {
        return NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches()
                ? OptionalInt.of(new BigInteger(one).compareTo(new BigInteger(other)))
                : OptionalInt.empty();
    }
}
