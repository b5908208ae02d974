package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.Change;
import io.jenkins.plugins.gkeupgrade.engine.port.History;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiException;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServerAway;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** A view that keeps its own picture when it has to be late, and otherwise looks into the store. */
final class StoreView implements WatchedView {
    private final ApiServer server;
    private final Set<ResourceKind> kinds;
    private final String namespace;
    private final BooleanSupplier tooOld;
    private final boolean late;
    private long seenUpTo;
    private final Map<Resource, NavigableMap<String, Manifest>> picture = new HashMap<>();

    StoreView(ApiServer server, Set<ResourceKind> kinds, String namespace, WorkloadFaults faults) {
        this.server = server;
        this.kinds = Set.copyOf(kinds);
        this.namespace = namespace;
        this.tooOld = faults.onView();
        this.late = !faults.lag().isZero();
        if (late) {
            kinds.forEach(this::load);
            Duration lag = faults.lag();
            seenUpTo = server.store().version();
            server.store().addListener((resource, before, now) -> {
                long version = server.store().version();
                server.timeline().after(lag, () -> {
                    learn(resource, before, now);
                    seenUpTo = Math.max(seenUpTo, version);
                });
            });
        }
    }

    private void load(ResourceKind kind) {
        Resource resource = Resources.of(kind);
        NavigableMap<String, Manifest> objects = new TreeMap<>();
        server.store()
                .list(resource, namespaceOf(kind))
                .forEach(object -> objects.put(object.namespace() + "/" + object.name(), object));
        picture.put(resource, objects);
    }

    private String namespaceOf(ResourceKind kind) {
        return kind.namespaced() ? namespace : "";
    }

    private void learn(Resource resource, Manifest before, Manifest now) {
        NavigableMap<String, Manifest> objects = picture.get(resource);
        Manifest object = now == null ? before : now;
        boolean outside = objects == null
                || resource.namespaced() && !namespace.isEmpty() && !namespace.equals(object.namespace());
        if (outside) {
            return;
        }
        String key = object.namespace() + "/" + object.name();
        Manifest known = objects.get(key);
        if (known != null && version(known) > version(object)) {
            return;
        }
        if (now == null) {
            objects.remove(key);
        } else {
            objects.put(key, now);
        }
    }

    private static long version(Manifest object) {
        return Long.parseLong(object.resourceVersion());
    }

    /** Shows a change of our own at once. */
    void ours(Resource resource, Manifest now) {
        if (late) {
            learn(resource, null, now);
        }
    }

    @Override
    public Collection<Manifest> list(ResourceKind kind) {
        require(kind);
        Resource resource = Resources.of(kind);
        List<Manifest> objects = new ArrayList<>();
        // One by one: to ask part of a sorted map for its size is as much work as to go through it.
        (late ? picture.get(resource).values() : server.store().list(resource, namespaceOf(kind)))
                .forEach(objects::add);
        return Collections.unmodifiableList(objects);
    }

    @Override
    public Optional<Manifest> find(ResourceKind kind, String where, String name) {
        require(kind);
        Resource resource = Resources.of(kind);
        if (kind.namespaced() && !namespace.isEmpty() && !namespace.equals(where)) {
            return Optional.empty();
        }
        String in = kind.namespaced() ? where : "";
        return Optional.ofNullable(
                late
                        ? picture.get(resource).get(in + "/" + name)
                        : server.store().get(resource, in, name));
    }

    @Override
    public long version() {
        kinds.forEach(this::require);
        return late ? seenUpTo : server.store().version();
    }

    @Override
    public History changesSince(long version) {
        long upTo = version();
        List<Change> changes = new ArrayList<>();
        try {
            for (ResourceKind kind : kinds) {
                KubernetesApi api = server.as(Caller.component("view"));
                api.watch(
                                Resources.of(kind),
                                namespaceOf(kind),
                                ListOptions.ALL,
                                Long.toString(version),
                                event -> add(changes, kind, event, upTo))
                        .close();
            }
        } catch (ApiException forgotten) {
            return new History(List.of(), upTo, upTo, true, true);
        }
        changes.sort(Comparator.comparingLong(Change::version));
        return new History(changes, upTo, upTo, true, false);
    }

    private static void add(List<Change> changes, ResourceKind kind, WatchEvent event, long upTo) {
        long version = version(event.object());
        if (version <= upTo) {
            changes.add(new Change(kind, version, event.object(), event.type() == WatchEvent.Type.DELETED));
        }
    }

    private void require(ResourceKind kind) {
        if (!kinds.contains(kind)) {
            throw new IllegalArgumentException("The view was not asked to include " + kind.plural() + ".");
        }
        if (server.isAway()) {
            throw new TransientFailure(new ApiServerAway().getMessage());
        }
        if (tooOld.getAsBoolean()) {
            throw new TransientFailure("The watch of " + kind.plural() + " has been broken for too long.");
        }
    }
}
