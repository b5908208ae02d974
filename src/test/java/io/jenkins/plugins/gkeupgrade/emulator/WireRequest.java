package io.jenkins.plugins.gkeupgrade.emulator;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One HTTP request, read to its end.
 *
 * @param contentType without parameters; empty without a body
 * @param accept as the client sent it
 */
record WireRequest(
        String method,
        String path,
        Map<String, String> query,
        String contentType,
        String accept,
        byte[] body,
        String userAgent) {
    static WireRequest of(HttpExchange exchange) throws IOException {
        String contentType = header(exchange, "Content-Type");
        int parameters = contentType.indexOf(';');
        return new WireRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                queryOf(exchange.getRequestURI().getRawQuery()),
                parameters < 0 ? contentType : contentType.substring(0, parameters),
                header(exchange, "Accept"),
                exchange.getRequestBody().readAllBytes(),
                header(exchange, "User-Agent"));
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static Map<String, String> queryOf(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            query.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }

    long number(String name, long fallback) {
        return query(name).isEmpty() ? fallback : Long.parseLong(query(name));
    }

    boolean wantsTable() {
        return accept.contains("as=Table");
    }

    /** The verb as RBAC names it. */
    String verb(ResourcePath resource) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> {
                boolean watch = query("watch").equals("true") || query("watch").equals("1");
                yield watch ? "watch" : resource.name().isEmpty() ? "list" : "get";
            }
        };
    }

    /** Booked under the field manager that the client names, or its program's name. */
    Caller caller() {
        String manager = query("fieldManager");
        int slash = userAgent.indexOf('/');
        String program = slash < 0 ? userAgent : userAgent.substring(0, slash);
        return new Caller(KubernetesHandler.USER, manager.isEmpty() ? program : manager);
    }

    ListOptions listOptions(ResourcePath resource) {
        String fields = query("fieldSelector");
        if (!resource.name().isEmpty()) {
            fields = "metadata.name=" + resource.name();
        }
        return new ListOptions(query("labelSelector"), fields, (int) number("limit", 0), query("continue"));
    }

    /** The body as a tree, of JSON or of YAML, which contains it; null without a body. */
    Object tree() {
        if (body.length == 0) {
            return null;
        }
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(body, StandardCharsets.UTF_8));
    }
}
