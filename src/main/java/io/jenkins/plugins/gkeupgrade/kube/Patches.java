package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How patches go over the wire. */
final class Patches {
    /** Under this name the API server books what we change. */
    static final String FIELD_MANAGER = "gke-opt-in-upgrade";

    private Patches() {}

    static ApiRequest request(ObjectPatch patch, String apiVersion, JsonTrees json) {
        return new ApiRequest(
                Operation.on("patch", patch.kind(), patch.namespace(), patch.name()),
                "PATCH",
                ApiVersions.path(apiVersion, patch.kind(), patch.namespace(), patch.name()) + "?fieldManager="
                        + FIELD_MANAGER,
                "application/json-patch+json",
                json.write(operations(patch)));
    }

    /**
     * The operations behind a guard. Setting the resource version that we looked at makes the API server compare it
     * with the object's and answer 409; a {@code test} operation would make it answer 422, like a faulty patch.
     */
    private static List<Object> operations(ObjectPatch patch) {
        List<Object> operations = new ArrayList<>();
        operations.add(tree(PatchOperation.replace(List.of("metadata", "resourceVersion"), patch.resourceVersion())));
        patch.operations().forEach(operation -> operations.add(tree(operation)));
        return operations;
    }

    private static Map<String, Object> tree(PatchOperation operation) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("op", operation.op());
        tree.put("path", operation.pointer());
        if (!operation.op().equals("remove")) {
            tree.put("value", operation.value());
        }
        return tree;
    }
}
