package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Turns what a caller wants into what is stored: system fields, defaults, validation, generation, the write log. */
final class Writer {
    /** Objects without a status of their own subresource. */
    private static final Set<String> PLAIN = Set.of(
            "ConfigMap", "Secret", "ServiceAccount", "Endpoints", "EndpointSlice", "Event", "Role", "RoleBinding");

    /** Metadata that callers decide; all else is the server's. */
    private static final List<String> FREE_METADATA = List.of("labels", "annotations", "finalizers", "ownerReferences");

    private final ApiServer server;
    private final Caller caller;

    Writer(ApiServer server, Caller caller) {
        this.server = server;
        this.caller = caller;
    }

    Manifest create(Resource resource, Map<String, Object> wanted) {
        Map<String, Object> tree = new LinkedHashMap<>(caller.isComponent() ? wanted : Canonical.of(wanted));
        String namespace = resource.namespaced() ? namespaceOf(tree) : "";
        String name = Trees.text(tree, "metadata", "name");
        if (name.isEmpty() && !Trees.text(tree, "metadata", "generateName").isEmpty()) {
            name = Trees.text(tree, "metadata", "generateName") + server.names().suffix();
        }
        if (!name.isEmpty() && server.store().get(resource, namespace, name) != null) {
            throw ApiException.alreadyExists(resource, name);
        }
        if (resource.namespaced()) {
            requireNamespace(namespace);
        }
        tree.put("apiVersion", resource.apiVersion(server.minor()));
        tree.put("kind", resource.kind());
        tree.put("metadata", newMetadata(Trees.map(tree, "metadata"), namespace, name, tree));
        if (hasStatus(resource) && !caller.isComponent() && !resource.equals(Resources.NODES)) {
            tree.remove("status");
        }
        Map<String, Object> complete = new Defaults(server).apply(resource, tree);
        Validation.created(resource, complete);
        Manifest stored = server.store().put(resource, booked(Manifest.wrap(complete), null, Subresource.NONE));
        log(resource, Subresource.NONE, stored, "create", true);
        return stored;
    }

    private static String namespaceOf(Map<String, Object> tree) {
        String namespace = Trees.text(tree, "metadata", "namespace");
        return namespace.isEmpty() ? "default" : namespace;
    }

    private void requireNamespace(String namespace) {
        if (server.store().get(Resources.NAMESPACES, "", namespace) != null) {
            return;
        }
        if (!server.namespacesOnDemand()) {
            throw ApiException.notFound(Resources.NAMESPACES, namespace);
        }
        new Writer(server, Caller.component("namespaces-on-demand"))
                .create(
                        Resources.NAMESPACES,
                        Trees.tree(
                                "metadata",
                                Trees.tree(
                                        "name",
                                        namespace,
                                        "labels",
                                        Map.of("kubernetes.io/metadata.name", namespace))));
    }

    private Map<String, Object> newMetadata(
            Map<String, Object> wanted, String namespace, String name, Map<String, Object> tree) {
        Map<String, Object> metadata = Trees.tree("name", name);
        if (wanted.containsKey("generateName")) {
            metadata.put("generateName", wanted.get("generateName"));
        }
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        metadata.put("uid", server.names().uid());
        metadata.put("resourceVersion", "");
        if (tree.containsKey("spec") && !Set.of("Pod", "Node", "Service").contains(Trees.text(tree, "kind"))) {
            metadata.put("generation", 1L);
        }
        metadata.put("creationTimestamp", server.timestamp());
        FREE_METADATA.stream().filter(wanted::containsKey).forEach(field -> metadata.put(field, wanted.get(field)));
        return metadata;
    }

    Manifest update(Resource resource, Manifest old, Map<String, Object> wanted, Subresource subresource, String verb) {
        String version = Trees.text(wanted, "metadata", "resourceVersion");
        if (!version.isEmpty() && !version.equals(old.resourceVersion())) {
            throw ApiException.modified(resource, old.name());
        }
        requireSame(resource, old, "UID", Trees.text(wanted, "metadata", "uid"), old.uid());
        Map<String, Object> next = subresource == Subresource.STATUS
                ? withStatus(resource, old, wanted)
                : merged(resource, old, caller.isComponent() ? wanted : Canonical.of(wanted));
        if (subresource != Subresource.STATUS && !caller.isComponent()) {
            next = new Defaults(server).apply(resource, next);
            Validation.updated(resource, old.tree(), next, server.minor());
        }
        if (next.equals(old.tree())) {
            log(resource, subresource, old, verb, false);
            return old;
        }
        if (subresource != Subresource.STATUS && Generations.grows(resource, old.tree(), next)) {
            next = Trees.with(next, old.number(0, "metadata", "generation") + 1, "metadata", "generation");
        }
        return commit(resource, booked(Manifest.wrap(next), old, subresource), subresource, verb);
    }

    private static Map<String, Object> withStatus(Resource resource, Manifest old, Map<String, Object> wanted) {
        Map<String, Object> next = Trees.with(old.tree(), wanted.get("status"), "status");
        // Deployments get the annotation of their revision in this way, without a new generation.
        boolean annotated = resource.equals(Resources.DEPLOYMENTS) && Trees.at(wanted, "metadata", "uid") != null;
        return annotated
                ? Trees.with(next, Trees.at(wanted, "metadata", "annotations"), "metadata", "annotations")
                : next;
    }

    private static boolean hasStatus(Resource resource) {
        return !PLAIN.contains(resource.kind());
    }

    private static Map<String, Object> merged(Resource resource, Manifest old, Map<String, Object> wanted) {
        Map<String, Object> next = new LinkedHashMap<>(old.tree());
        next.keySet().removeIf(key -> !wanted.containsKey(key) && !key.equals("status"));
        wanted.forEach(next::put);
        for (String fixed :
                hasStatus(resource) ? List.of("apiVersion", "kind", "status") : List.of("apiVersion", "kind")) {
            if (old.tree().containsKey(fixed)) {
                next.put(fixed, old.tree().get(fixed));
            } else {
                next.remove(fixed);
            }
        }
        Map<String, Object> metadata = new LinkedHashMap<>(old.map("metadata"));
        Map<String, Object> wantedMetadata = Trees.map(wanted, "metadata");
        for (String field : FREE_METADATA) {
            if (wantedMetadata.containsKey(field)) {
                metadata.put(field, wantedMetadata.get(field));
            } else {
                metadata.remove(field);
            }
        }
        next.put("metadata", metadata);
        return next;
    }

    /** Stores the new state, or removes the object when its last finalizer went and somebody has deleted it. */
    private Manifest commit(Resource resource, Manifest next, Subresource subresource, String verb) {
        boolean dead = next.at("metadata", "deletionTimestamp") != null
                && next.list("metadata", "finalizers").isEmpty()
                && !resource.equals(Resources.PODS);
        Manifest stored = next;
        if (dead) {
            server.store().remove(resource, next);
        } else {
            stored = server.store().put(resource, next);
        }
        log(resource, subresource, stored, verb, true);
        return stored;
    }

    Manifest bind(Manifest pod, String node) {
        Map<String, Object> next = Trees.with(pod.tree(), node, "spec", "nodeName");
        next = Trees.with(
                next,
                Conditions.with(
                        Trees.maps(next, "status", "conditions"), server.timestamp(), "PodScheduled", "True", "", ""),
                "status",
                "conditions");
        return commit(Resources.PODS, booked(Manifest.wrap(next), pod, Subresource.NONE), Subresource.NONE, "bind");
    }

    /** Refuses when the object is not the one that the caller has in mind. */
    void requireSame(Resource resource, Manifest old, DeleteOptions options) {
        requireSame(resource, old, "UID", options.uid(), old.uid());
        requireSame(resource, old, "ResourceVersion", options.resourceVersion(), old.resourceVersion());
    }

    private static void requireSame(Resource resource, Manifest old, String what, String wanted, String is) {
        if (!wanted.isEmpty() && !wanted.equals(is)) {
            throw ApiException.conflict(
                    resource,
                    old.name(),
                    "Precondition failed: " + what + " in precondition: " + wanted + ", " + what + " in object meta: "
                            + is);
        }
    }

    Manifest delete(Resource resource, Manifest old, DeleteOptions options, String verb) {
        requireSame(resource, old, options);
        Manifest doomed = withFinalizer(old, options.propagation());
        long grace = resource.equals(Resources.PODS) ? grace(old, options) : 0;
        boolean terminating = doomed.at("metadata", "deletionTimestamp") != null;
        if (grace == 0 && doomed.list("metadata", "finalizers").isEmpty()) {
            server.store().remove(resource, old);
            log(resource, Subresource.NONE, old, verb, true);
            return old;
        }
        if (terminating && doomed == old && grace >= old.number(0, "metadata", "deletionGracePeriodSeconds")) {
            log(resource, Subresource.NONE, old, verb, false);
            return old;
        }
        String when = ApiServer.timestamp(server.timeline().now().plus(Duration.ofSeconds(grace)));
        Map<String, Object> metadata = new LinkedHashMap<>(doomed.map("metadata"));
        metadata.put("deletionTimestamp", when);
        metadata.put("deletionGracePeriodSeconds", grace);
        Manifest stored = server.store().put(resource, Trees.with(doomed, metadata, "metadata"));
        log(resource, Subresource.NONE, stored, verb, true);
        return stored;
    }

    private static Manifest withFinalizer(Manifest old, DeleteOptions.Propagation propagation) {
        String finalizer = propagation == DeleteOptions.Propagation.FOREGROUND
                ? "foregroundDeletion"
                : propagation == DeleteOptions.Propagation.ORPHAN ? "orphan" : "";
        List<Object> present = old.list("metadata", "finalizers");
        if (finalizer.isEmpty() || present.contains(finalizer)) {
            return old;
        }
        List<Object> all = new ArrayList<>(present);
        all.add(finalizer);
        return Trees.with(old, all, "metadata", "finalizers");
    }

    /** Only pods that a kubelet has to stop get time; the rest is gone at once. */
    private static long grace(Manifest pod, DeleteOptions options) {
        boolean nothingToStop = pod.text("spec", "nodeName").isEmpty()
                || Set.of("Succeeded", "Failed").contains(pod.text("status", "phase"));
        if (nothingToStop) {
            return 0;
        }
        return options.gracePeriodSeconds() != null
                ? options.gracePeriodSeconds()
                : pod.number(30, "spec", "terminationGracePeriodSeconds");
    }

    /** Books the caller's field manager on the object, once for each part that it writes. */
    private Manifest booked(Manifest object, Manifest old, Subresource subresource) {
        String part = subresource == Subresource.NONE ? "" : subresource.name().toLowerCase(Locale.ROOT);
        List<Object> entries = old == null ? List.of() : object.list("metadata", "managedFields");
        for (Object entry : entries) {
            if (Objects.equals(Trees.text(entry, "manager"), caller.fieldManager())
                    && Trees.text(entry, "subresource").equals(part)) {
                return object;
            }
        }
        List<Object> all = new ArrayList<>(entries);
        all.add(Trees.tree(
                "manager",
                caller.fieldManager(),
                "operation",
                "Update",
                "apiVersion",
                object.text("apiVersion"),
                "time",
                server.timestamp(),
                "fieldsType",
                "FieldsV1",
                "fieldsV1",
                Map.of(),
                "subresource",
                part.isEmpty() ? null : part));
        return Trees.with(object, all, "metadata", "managedFields");
    }

    private void log(Resource resource, Subresource subresource, Manifest object, String verb, boolean changed) {
        server.writeLog()
                .add(new WriteLog.Entry(
                        server.timeline().now(),
                        caller,
                        verb,
                        resource,
                        subresource,
                        object.namespace(),
                        object.name(),
                        changed));
    }
}
