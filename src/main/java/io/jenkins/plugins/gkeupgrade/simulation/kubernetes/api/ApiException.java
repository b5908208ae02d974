package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the API server answers instead of doing what was asked; the wording is that of Kubernetes' own errors. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * One reason more in detail.
     *
     * @param reason a word such as {@code FieldValueInvalid}
     * @param field which field it is about, or empty
     */
    public record Cause(String reason, String message, String field) {}

    private final int code;
    private final String reason;
    private final transient Map<String, Object> details;

    private ApiException(int code, String reason, String message, Map<String, Object> details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    private static ApiException about(
            int code, String reason, Resource resource, String name, String message, List<Cause> causes) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", name);
        if (!resource.group().isEmpty()) {
            details.put("group", resource.group());
        }
        // Kubernetes puts the plural here for most errors and the kind for invalid objects.
        details.put("kind", code == 422 ? resource.kind() : resource.plural());
        if (!causes.isEmpty()) {
            details.put("causes", trees(causes));
        }
        return new ApiException(code, reason, message, details);
    }

    private static List<Object> trees(List<Cause> causes) {
        List<Object> trees = new ArrayList<>();
        for (Cause cause : causes) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("reason", cause.reason());
            tree.put("message", cause.message());
            if (!cause.field().isEmpty()) {
                tree.put("field", cause.field());
            }
            trees.add(tree);
        }
        return trees;
    }

    static ApiException notFound(Resource resource, String name) {
        return about(404, "NotFound", resource, name, resource.qualified() + " \"" + name + "\" not found", List.of());
    }

    static ApiException alreadyExists(Resource resource, String name) {
        return about(
                409,
                "AlreadyExists",
                resource,
                name,
                resource.qualified() + " \"" + name + "\" already exists",
                List.of());
    }

    static ApiException conflict(Resource resource, String name, String why) {
        return about(
                409,
                "Conflict",
                resource,
                name,
                "Operation cannot be fulfilled on " + resource.qualified() + " \"" + name + "\": " + why,
                List.of());
    }

    static ApiException modified(Resource resource, String name) {
        return conflict(
                resource,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiException invalid(Resource resource, String name, List<Cause> causes) {
        List<String> all = causes.stream()
                .map(cause -> cause.field() + ": " + cause.message())
                .toList();
        String what = all.size() == 1 ? all.get(0) : "[" + String.join(", ", all) + "]";
        String kind = resource.kind() + (resource.group().isEmpty() ? "" : "." + resource.group());
        return about(422, "Invalid", resource, name, kind + " \"" + name + "\" is invalid: " + what, causes);
    }

    public static ApiException forbidden(Resource resource, String name, String why) {
        return about(
                403,
                "Forbidden",
                resource,
                name,
                resource.qualified() + " \"" + name + "\" is forbidden: " + why,
                List.of());
    }

    static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message, Map.of());
    }

    /** A patch that is well-formed but cannot be applied to the object. */
    static ApiException unprocessable(String message) {
        return new ApiException(422, "Invalid", message, Map.of());
    }

    static ApiException expired(String message) {
        return new ApiException(410, "Expired", message, Map.of());
    }

    static ApiException internal(String message) {
        return new ApiException(
                500, "InternalError", "Internal error occurred: " + message, Map.of("causes", List.of()));
    }

    static ApiException tooManyRequests(String message, List<Cause> causes, int retryAfterSeconds) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (!causes.isEmpty()) {
            details.put("causes", trees(causes));
        }
        if (retryAfterSeconds > 0) {
            details.put("retryAfterSeconds", (long) retryAfterSeconds);
        }
        return new ApiException(429, "TooManyRequests", message, details);
    }

    /** HTTP status code. */
    public int code() {
        return code;
    }

    /** Kubernetes' word for the kind of error, such as {@code NotFound}. */
    public String reason() {
        return reason;
    }

    /** The message and, where there are any, the causes: these name the disruption budget that forbids an eviction. */
    public String explanation() {
        StringBuilder text = new StringBuilder(getMessage());
        if (code == 429) {
            Trees.maps(details, "causes").forEach(cause -> text.append(' ').append(cause.get("message")));
        }
        return text.toString();
    }

    /** The error as the {@code Status} object that goes over the wire. */
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Failure");
        status.put("message", getMessage());
        status.put("reason", reason);
        if (details != null && !details.isEmpty()) {
            status.put("details", details);
        }
        status.put("code", (long) code);
        return status;
    }
}
