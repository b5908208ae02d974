package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The verbs of the Kubernetes API as one caller uses them.
 *
 * <p>Every method throws {@link ApiException} with the real server's words when it says no, and {@link ApiServerAway}
 * while there is nobody to answer. Objects that come back are immutable; objects that go in are copied.
 */
public final class KubernetesApi {
    private final ApiServer server;
    private final Caller caller;
    private final Writer writer;

    KubernetesApi(ApiServer server, Caller caller) {
        this.server = server;
        this.caller = caller;
        this.writer = new Writer(server, caller);
    }

    /** The API as somebody else uses it. */
    public KubernetesApi as(Caller other) {
        return server.as(other);
    }

    /** Fails when nobody would answer, as every other request does. */
    public void ping() {
        server.requireServing();
    }

    /** @param namespace empty for cluster-wide resources */
    public Manifest get(Resource resource, String namespace, String name) {
        server.requireServing();
        Manifest object = server.store().get(resource, namespace, name);
        if (object == null) {
            throw ApiException.notFound(resource, name);
        }
        return object;
    }

    /** @param namespace empty for all namespaces */
    public ObjectList list(Resource resource, String namespace, ListOptions options) {
        server.requireServing();
        if (!options.continueToken().isEmpty()) {
            return server.continuations().next(options.continueToken(), options.limit());
        }
        Predicate<Manifest> wanted = filter(resource, namespace, options);
        List<Manifest> items = new ArrayList<>();
        for (Manifest object : server.store().list(resource, namespace)) {
            if (wanted.test(object)) {
                items.add(object);
            }
        }
        return server.continuations().first(server.store().version(), items, options.limit());
    }

    private static Predicate<Manifest> filter(Resource resource, String namespace, ListOptions options) {
        LabelSelector labels = LabelSelector.parse(options.labelSelector());
        FieldSelector fields = FieldSelector.parse(resource, options.fieldSelector());
        return object -> (namespace.isEmpty() || namespace.equals(object.namespace()))
                && labels.matches(object.labels())
                && fields.matches(object);
    }

    /**
     * Tells the listener of every change after the given version; without a version, first of every object there is.
     *
     * @param resourceVersion where to go on, or empty or 0 for a start from the present state
     */
    public Watch watch(
            Resource resource, String namespace, ListOptions options, String resourceVersion, WatchListener listener) {
        server.requireServing();
        Predicate<Manifest> wanted = filter(resource, namespace, options);
        History history = server.store().history(resource);
        boolean fromNow = resourceVersion.isEmpty() || resourceVersion.equals("0");
        long since = fromNow ? server.store().version() : version(resourceVersion);
        if (since < history.forgotten()) {
            throw ApiException.expired("too old resource version: " + since + " (" + history.forgotten() + ")");
        }
        Watcher watcher = new Watcher(server.store(), resource, wanted, listener, since);
        history.add(watcher);
        if (fromNow) {
            for (Manifest object : List.copyOf(server.store().list(resource, namespace))) {
                if (wanted.test(object)) {
                    listener.event(new WatchEvent(WatchEvent.Type.ADDED, object));
                }
            }
        } else {
            history.replay(since, watcher);
        }
        return watcher;
    }

    private static long version(String resourceVersion) {
        try {
            return Long.parseLong(resourceVersion);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("Invalid value: \"" + resourceVersion + "\": strconv.ParseUint: parsing \""
                    + resourceVersion + "\": invalid syntax");
        }
    }

    /** Creates the object; a name may be left to the server by {@code generateName}. */
    public Manifest create(Resource resource, Manifest object) {
        server.requireServing();
        return writer.create(resource, object.tree());
    }

    /** Replaces the whole object, or its status only. Without a resource version it wins over anybody else. */
    public Manifest replace(Resource resource, Subresource subresource, Manifest object) {
        Manifest old = get(resource, object.namespace(), object.name());
        if (subresource == Subresource.SCALE) {
            return ScaleView.of(
                    resource,
                    writer.update(resource, old, ScaleView.applied(old, object.tree()), subresource, "update"));
        }
        return writer.update(resource, old, object.tree(), subresource, "update");
    }

    /**
     * Changes part of the object. A patch that names a resource version other than the present one is a conflict; a
     * failed {@code test} of a JSON Patch is not, but an invalid request.
     */
    public Manifest patch(Resource resource, String namespace, String name, Subresource subresource, Patch patch) {
        server.requireServing();
        Manifest old = server.store().get(resource, namespace, name);
        if (old == null && patch.type() == Patch.Type.APPLY) {
            return writer.create(resource, Trees.map(patch.body()));
        }
        if (old == null) {
            throw ApiException.notFound(resource, name);
        }
        if (subresource == Subresource.SCALE) {
            Map<String, Object> scale = patched(ScaleView.of(resource, old).tree(), patch);
            return ScaleView.of(
                    resource, writer.update(resource, old, ScaleView.applied(old, scale), subresource, "patch"));
        }
        return writer.update(resource, old, patched(old.tree(), patch), subresource, "patch");
    }

    private static Map<String, Object> patched(Map<String, Object> tree, Patch patch) {
        return switch (patch.type()) {
            case JSON -> JsonPatch.apply(tree, Trees.list(Trees.normal(patch.body())));
            case MERGE -> MergePatch.merge(tree, Trees.map(patch.body()));
            case STRATEGIC, APPLY -> MergePatch.strategic(tree, Trees.map(patch.body()));
        };
    }

    /** The scale subresource of a workload. */
    public Manifest scale(Resource resource, String namespace, String name) {
        return ScaleView.of(resource, get(resource, namespace, name));
    }

    /** Deletes the object, or begins to: pods on nodes get their grace period, finalizers are waited for. */
    public Manifest delete(Resource resource, String namespace, String name, DeleteOptions options) {
        Manifest old = get(resource, namespace, name);
        return writer.delete(resource, old, options, "delete");
    }

    /** Deletes the pod if the budgets over it allow it, and is refused with 429 if they do not. */
    public void evict(String namespace, String pod, DeleteOptions options) {
        Manifest old = get(Resources.PODS, namespace, pod);
        writer.requireSame(Resources.PODS, old, options);
        Eviction eviction = new Eviction(server);
        eviction.charge(old);
        writer.delete(Resources.PODS, eviction.marked(old), options, "evict");
    }

    /** Puts a pending pod on a node. */
    public Manifest bind(String namespace, String pod, String node) {
        Manifest old = get(Resources.PODS, namespace, pod);
        if (!old.text("spec", "nodeName").isEmpty()) {
            throw ApiException.conflict(
                    Resources.PODS,
                    pod,
                    "pod " + pod + " is already assigned to node \"" + old.text("spec", "nodeName") + "\"");
        }
        return writer.bind(old, node);
    }
}
