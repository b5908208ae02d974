package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads objects of one kind as views keep them: complete, but without bookkeeping that nobody looks at. */
final class ObjectParser {
    private final JsonTrees json;
    private final ResourceKind kind;
    private final String without;

    ObjectParser(JsonTrees json, ResourceKind kind) {
        this.json = json;
        this.kind = kind;
        this.without = keepsManagers(kind) ? "" : JsonTrees.MANAGED_FIELDS;
    }

    /** Who manages a workload matters to an opt-in; of pods and the like there are too many to keep it. */
    private static boolean keepsManagers(ResourceKind kind) {
        return switch (kind) {
            case DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS, REPLICATION_CONTROLLERS, JOBS, CRON_JOBS -> true;
            default -> false;
        };
    }

    /** One page of a list. */
    record Page(List<Manifest> objects, String resourceVersion, String continuation) {}

    /** @throws IllegalArgumentException when the bytes are not a list of objects */
    Page page(byte[] bytes) {
        Manifest list = Manifest.wrap(json.object(bytes, without));
        String apiVersion = list.text("apiVersion");
        List<Manifest> objects = new ArrayList<>();
        for (Manifest item : list.items("items")) {
            objects.add(named(item, apiVersion));
        }
        return new Page(objects, list.text("metadata", "resourceVersion"), list.text("metadata", "continue"));
    }

    /** API servers leave kind and version out of the items of a list. */
    private Manifest named(Manifest item, String apiVersion) {
        if (!item.kind().isEmpty()) {
            return item;
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", apiVersion);
        tree.put("kind", kind.kind());
        tree.putAll(item.tree());
        return Manifest.wrap(Collections.unmodifiableMap(tree));
    }

    /** An object alone, as a patch returns it. */
    Manifest object(byte[] bytes) {
        return Manifest.wrap(json.object(bytes, without));
    }

    /** One line of a watch: {@code type} and {@code object}. */
    Manifest event(byte[] line) {
        return Manifest.wrap(json.object(line, without));
    }
}
