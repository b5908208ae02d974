package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.emulator.KubernetesHandler.Reply;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ObjectList;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verbs of the Kubernetes API on the simulation, with bodies as they go over the wire. */
final class KubernetesVerbs {
    private final SimulatedKubernetes kubernetes;

    KubernetesVerbs(SimulatedKubernetes kubernetes) {
        this.kubernetes = kubernetes;
    }

    Reply serve(WireRequest wire, ResourcePath path) {
        KubernetesApi api = kubernetes.api(wire.caller());
        if (!wire.query("dryRun").isEmpty()) {
            return error(400, "BadRequest", "the emulated API server does not do dry runs");
        }
        return switch (wire.verb(path)) {
            case "list" -> list(api, wire, path);
            case "get" -> get(api, wire, path);
            case "create" -> create(api, wire, path);
            case "update" -> update(api, wire, path);
            case "patch" -> patch(api, wire, path);
            case "delete" -> delete(api, wire, path);
            default ->
                error(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        };
    }

    private Reply list(KubernetesApi api, WireRequest wire, ResourcePath path) {
        ObjectList list = api.list(path.resource(), path.namespace(), wire.listOptions(path));
        Map<String, Object> metadata = Trees.tree("resourceVersion", list.resourceVersion());
        if (!list.continueToken().isEmpty()) {
            metadata.put("continue", list.continueToken());
            metadata.put("remainingItemCount", list.remaining());
        }
        if (wire.wantsTable()) {
            return new Reply(200, Tables.of(path.resource(), list.items(), metadata));
        }
        List<Object> items = new ArrayList<>();
        for (Manifest item : list.items()) {
            Map<String, Object> bare = new LinkedHashMap<>(item.tree());
            // Real API servers leave these out of the items of a list.
            bare.remove("kind");
            bare.remove("apiVersion");
            items.add(bare);
        }
        return new Reply(
                200,
                Trees.tree(
                        "kind",
                        path.resource().kind() + "List",
                        "apiVersion",
                        path.apiVersion(),
                        "metadata",
                        metadata,
                        "items",
                        items));
    }

    private Reply get(KubernetesApi api, WireRequest wire, ResourcePath path) {
        Manifest object = path.subresource().equals("scale")
                ? api.scale(path.resource(), path.namespace(), path.name())
                : api.get(path.resource(), path.namespace(), path.name());
        return new Reply(200, shaped(wire, path, object.tree()));
    }

    private Reply create(KubernetesApi api, WireRequest wire, ResourcePath path) {
        if (path.subresource().equals("eviction")) {
            Map<String, Object> options = Trees.map(body(wire).tree(), "deleteOptions");
            api.evict(path.namespace(), path.name(), deleteOptions(options));
            return new Reply(201, WireStatus.success());
        }
        Manifest created = api.create(path.resource(), placed(body(wire), path));
        return new Reply(201, shaped(wire, path, created.tree()));
    }

    private Reply update(KubernetesApi api, WireRequest wire, ResourcePath path) {
        Manifest updated = api.replace(path.resource(), subresource(path), placed(body(wire), path));
        return new Reply(200, shaped(wire, path, updated.tree()));
    }

    private Reply patch(KubernetesApi api, WireRequest wire, ResourcePath path) {
        Optional<Patch.Type> type = Arrays.stream(Patch.Type.values())
                .filter(candidate -> candidate.mediaType().equals(wire.contentType()))
                .findFirst();
        if (type.isEmpty()) {
            return error(
                    415,
                    "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types include: "
                            + "application/json-patch+json, application/merge-patch+json, "
                            + "application/strategic-merge-patch+json, application/apply-patch+yaml");
        }
        Object body = type.get() == Patch.Type.APPLY ? placed(body(wire), path).tree() : wire.tree();
        Manifest patched = api.patch(
                path.resource(), path.namespace(), path.name(), subresource(path), new Patch(type.get(), body));
        return new Reply(200, shaped(wire, path, patched.tree()));
    }

    private Reply delete(KubernetesApi api, WireRequest wire, ResourcePath path) {
        if (path.name().isEmpty()) {
            return error(405, "MethodNotAllowed", "the emulated API server does not delete collections");
        }
        Map<String, Object> options =
                wire.tree() == null ? Map.of() : body(wire).tree();
        Manifest deleted = api.delete(path.resource(), path.namespace(), path.name(), deleteOptions(options));
        return new Reply(200, shaped(wire, path, deleted.tree()));
    }

    private static DeleteOptions deleteOptions(Map<String, Object> options) {
        Object grace = options.get("gracePeriodSeconds");
        String policy = Trees.text(options, "propagationPolicy");
        return new DeleteOptions(
                grace instanceof Number seconds ? (Long) seconds.longValue() : null,
                policy.isEmpty() ? null : DeleteOptions.Propagation.valueOf(policy.toUpperCase(java.util.Locale.ROOT)),
                Trees.text(options, "preconditions", "uid"),
                Trees.text(options, "preconditions", "resourceVersion"));
    }

    private static Subresource subresource(ResourcePath path) {
        return switch (path.subresource()) {
            case "status" -> Subresource.STATUS;
            case "scale" -> Subresource.SCALE;
            default -> Subresource.NONE;
        };
    }

    @SuppressWarnings("unchecked") // objects have string keys
    private static Manifest body(WireRequest wire) {
        return wire.tree() instanceof Map<?, ?> map ? Manifest.of((Map<String, ?>) map) : Manifest.of(Map.of());
    }

    /** The object with namespace and name of the path where it does not say. */
    private static Manifest placed(Manifest object, ResourcePath path) {
        Manifest placed = object;
        if (object.namespace().isEmpty() && !path.namespace().isEmpty()) {
            placed = Trees.with(placed, path.namespace(), "metadata", "namespace");
        }
        if (object.name().isEmpty() && !path.name().isEmpty()) {
            placed = Trees.with(placed, path.name(), "metadata", "name");
        }
        return placed;
    }

    /** The object in the version of the path, or as a table for people. */
    Map<String, Object> shaped(WireRequest wire, ResourcePath path, Map<String, Object> object) {
        if (!object.getOrDefault("kind", "").equals(path.resource().kind())) {
            return object;
        }
        if (wire.wantsTable()) {
            return Tables.of(path.resource(), List.of(Manifest.wrap(object)), Map.of());
        }
        Map<String, Object> shaped = new LinkedHashMap<>(object);
        shaped.put("apiVersion", path.apiVersion());
        return shaped;
    }

    private static Reply error(int code, String reason, String message) {
        return new Reply(code, WireStatus.failure(code, reason, message));
    }
}
