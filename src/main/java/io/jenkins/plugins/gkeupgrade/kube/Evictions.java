package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How evictions and deletions of pods are asked for, and what the answers mean. */
final class Evictions {
    private Evictions() {}

    static ApiRequest evict(String apiVersion, String namespace, String pod, String uid, JsonTrees json) {
        Map<String, Object> eviction = new LinkedHashMap<>();
        eviction.put("apiVersion", apiVersion);
        eviction.put("kind", "Eviction");
        eviction.put("metadata", Map.of("name", pod, "namespace", namespace));
        eviction.put("deleteOptions", Map.of("preconditions", Map.of("uid", uid)));
        return new ApiRequest(
                new Operation("create", "pods/eviction", namespace, pod),
                "POST",
                ApiVersions.path("v1", ResourceKind.PODS, namespace, pod) + "/eviction",
                "application/json",
                json.write(eviction));
    }

    static ApiRequest delete(String namespace, String pod, String uid, JsonTrees json) {
        return new ApiRequest(
                Operation.on("delete", ResourceKind.PODS, namespace, pod),
                "DELETE",
                ApiVersions.path("v1", ResourceKind.PODS, namespace, pod),
                "application/json",
                json.write(Map.of("apiVersion", "v1", "kind", "DeleteOptions", "preconditions", Map.of("uid", uid))));
    }

    /** Whether a PodDisruptionBudget is in the way, rather than a busy server: both answer 429. */
    static boolean blocked(ApiResponse response, JsonTrees json) {
        return response.code() == 429
                && causes(response.status(json)).stream()
                        .anyMatch(cause -> cause.text("reason").equals("DisruptionBudget"));
    }

    /** Whether the pod has more than one budget, which the Eviction API declines for good (500). */
    static boolean unsupported(ApiResponse response, JsonTrees json) {
        return response.code() == 500 && response.message(json).contains("more than one PodDisruptionBudget");
    }

    /** The server's words; the name of the budget is in the causes alone. */
    static String why(ApiResponse response, JsonTrees json) {
        List<String> details = causes(response.status(json)).stream()
                .map(cause -> cause.text("message"))
                .filter(text -> !text.isEmpty())
                .toList();
        return response.message(json) + (details.isEmpty() ? "" : " " + String.join(" ", details));
    }

    private static List<Manifest> causes(Manifest status) {
        return status.items("details", "causes");
    }
}
