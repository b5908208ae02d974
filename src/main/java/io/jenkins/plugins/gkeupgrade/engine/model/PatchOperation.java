package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.List;

/**
 * One operation of a JSON Patch (RFC 6902).
 *
 * @param op {@code add}, {@code replace}, {@code remove} or {@code test}
 * @param path path segments, not yet escaped
 * @param value a tree as in {@link Manifest}; null for {@code remove}
 */
public record PatchOperation(String op, List<String> path, Object value) {
    public PatchOperation {
        path = List.copyOf(path);
    }

    public static PatchOperation add(List<String> path, Object value) {
        return new PatchOperation("add", path, value);
    }

    public static PatchOperation replace(List<String> path, Object value) {
        return new PatchOperation("replace", path, value);
    }

    public static PatchOperation remove(List<String> path) {
        return new PatchOperation("remove", path, null);
    }

    /** The path as a JSON Pointer (RFC 6901). */
    public String pointer() {
        StringBuilder pointer = new StringBuilder();
        path.forEach(
                segment -> pointer.append('/').append(segment.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }
}
