package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenAPI without schemas: just enough for {@code kubectl apply} to leave validation to the server, which it does when
 * patches take the parameter {@code fieldValidation}.
 */
final class OpenApiDocuments {
    private OpenApiDocuments() {}

    static Optional<Map<String, Object>> document(String path, int minor) {
        if (path.equals("/openapi/v3")) {
            Map<String, Object> paths = new LinkedHashMap<>();
            Resources.all()
                    .forEach(resource -> resource.versionsAt(minor).forEach(version -> {
                        String prefix = prefix(resource, version);
                        paths.put(prefix, Map.of("serverRelativeURL", "/openapi/v3/" + prefix));
                    }));
            return Optional.of(Map.of("paths", paths));
        }
        return path.startsWith("/openapi/v3/")
                ? Optional.of(groupVersion(path.substring("/openapi/v3/".length()), minor))
                : Optional.empty();
    }

    private static String prefix(Resource resource, String version) {
        return resource.group().isEmpty() ? "api/" + version : "apis/" + resource.group() + "/" + version;
    }

    private static Map<String, Object> groupVersion(String prefix, int minor) {
        Map<String, Object> paths = new LinkedHashMap<>();
        Resources.all()
                .forEach(resource -> resource.versionsAt(minor).stream()
                        .filter(version -> prefix(resource, version).equals(prefix))
                        .forEach(version -> paths.put(objectPath(resource, prefix), patch(resource, version))));
        return Trees.tree(
                "openapi", "3.0.0", "info", Map.of("title", "Kubernetes", "version", "emulated"), "paths", paths);
    }

    private static String objectPath(Resource resource, String prefix) {
        return "/" + prefix + (resource.namespaced() ? "/namespaces/{namespace}/" : "/") + resource.plural()
                + "/{name}";
    }

    private static Map<String, Object> patch(Resource resource, String version) {
        Map<String, Object> parameter =
                Map.of("name", "fieldValidation", "in", "query", "schema", Map.of("type", "string"));
        Map<String, Object> kind = Map.of("group", resource.group(), "version", version, "kind", resource.kind());
        return Map.of(
                "patch",
                Map.of(
                        "parameters", List.of(parameter),
                        "responses", Map.of("200", Map.of("description", "OK")),
                        "x-kubernetes-group-version-kind", kind));
    }
}
