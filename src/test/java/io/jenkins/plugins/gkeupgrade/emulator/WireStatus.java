package io.jenkins.plugins.gkeupgrade.emulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** Kubernetes' {@code Status} objects for what the HTTP layer says itself. */
final class WireStatus {
    private WireStatus() {}

    static Map<String, Object> failure(int code, String reason, String message) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Failure");
        status.put("message", message);
        status.put("reason", reason);
        status.put("code", code);
        return status;
    }

    static Map<String, Object> success() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Success");
        status.put("code", 200);
        return status;
    }

    /** RBAC's own words. */
    static Map<String, Object> forbidden(KubernetesRequest request, String user) {
        int dot = request.resource().indexOf('.');
        String group = dot < 0 ? "" : request.resource().substring(dot + 1);
        String plural = dot < 0 ? request.resource() : request.resource().substring(0, dot);
        String subject = request.resource() + (request.name().isEmpty() ? "" : " \"" + request.name() + "\"");
        String where = request.namespace().isEmpty()
                ? " at the cluster scope"
                : " in the namespace \"" + request.namespace() + "\"";
        return failure(
                403,
                "Forbidden",
                subject + " is forbidden: User \"" + user + "\" cannot " + request.verb() + " resource \"" + plural
                        + "\" in API group \"" + group + "\"" + where);
    }
}
