package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * JSON Patch, <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>.
 *
 * <p>Like the real API server, it does not say which operation could not be applied.
 */
final class JsonPatch {
    private static final String REJECTED = "the server rejected our request due to an error in our request";

    private JsonPatch() {}

    static Map<String, Object> apply(Map<String, Object> tree, List<Object> operations) {
        Object result = tree;
        for (Object operation : operations) {
            result = apply(result, Trees.map(operation));
        }
        return Trees.map(result);
    }

    private static Object apply(Object tree, Map<String, Object> operation) {
        List<String> path = segments(Trees.text(operation, "path"));
        Object value = operation.get("value");
        switch (Trees.text(operation, "op")) {
            case "add":
                return change(tree, path, 0, new Add(value));
            case "remove":
                return change(tree, path, 0, new Remove());
            case "replace":
                return change(tree, path, 0, new Replace(value));
            case "test":
                if (!Objects.equals(find(tree, path, false), value)) {
                    throw rejected();
                }
                return tree;
            case "copy":
                return change(tree, path, 0, new Add(find(tree, from(operation), true)));
            case "move":
                Object moved = find(tree, from(operation), true);
                return change(change(tree, from(operation), 0, new Remove()), path, 0, new Add(moved));
            default:
                throw rejected();
        }
    }

    private static List<String> from(Map<String, Object> operation) {
        return segments(Trees.text(operation, "from"));
    }

    private static List<String> segments(String pointer) {
        List<String> segments = new ArrayList<>();
        if (pointer.isEmpty()) {
            return segments;
        }
        if (!pointer.startsWith("/")) {
            throw rejected();
        }
        for (String segment : pointer.substring(1).split("/", -1)) {
            segments.add(segment.replace("~1", "/").replace("~0", "~"));
        }
        return segments;
    }

    private static Object find(Object tree, List<String> path, boolean required) {
        Object here = tree;
        for (String segment : path) {
            if (here instanceof List<?> list) {
                int index = index(segment, list.size() - 1);
                here = list.get(index);
            } else {
                here = Trees.map(here).get(segment);
            }
            if (here == null && required) {
                throw rejected();
            }
        }
        return here;
    }

    /** What is done to the map or list that holds the last segment. */
    private interface Edit {
        void edit(Map<String, Object> map, String key);

        void edit(List<Object> list, String index);
    }

    private static Object change(Object tree, List<String> path, int depth, Edit edit) {
        if (path.isEmpty()) {
            throw rejected();
        }
        String segment = path.get(depth);
        boolean last = depth == path.size() - 1;
        if (tree instanceof List<?> items) {
            List<Object> copy = new ArrayList<>(items);
            if (last) {
                edit.edit(copy, segment);
            } else {
                int index = index(segment, copy.size() - 1);
                copy.set(index, change(copy.get(index), path, depth + 1, edit));
            }
            return copy;
        }
        if (!(tree instanceof Map<?, ?>)) {
            throw rejected();
        }
        Map<String, Object> copy = new LinkedHashMap<>(Trees.map(tree));
        if (last) {
            edit.edit(copy, segment);
        } else {
            copy.put(segment, change(copy.get(segment), path, depth + 1, edit));
        }
        return copy;
    }

    private static int index(String segment, int max) {
        try {
            int index = Integer.parseInt(segment);
            if (index >= 0 && index <= max) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw rejected();
        }
        throw rejected();
    }

    private static ApiException rejected() {
        return ApiException.unprocessable(REJECTED);
    }

    private record Add(Object value) implements Edit {
        @Override
        public void edit(Map<String, Object> map, String key) {
            map.put(key, value);
        }

        @Override
        public void edit(List<Object> list, String index) {
            list.add(index.equals("-") ? list.size() : index(index, list.size()), value);
        }
    }

    private record Remove() implements Edit {
        @Override
        public void edit(Map<String, Object> map, String key) {
            if (!map.containsKey(key)) {
                throw rejected();
            }
            map.remove(key);
        }

        @Override
        public void edit(List<Object> list, String index) {
            list.remove(index(index, list.size() - 1));
        }
    }

    private record Replace(Object value) implements Edit {
        @Override
        public void edit(Map<String, Object> map, String key) {
            if (!map.containsKey(key)) {
                throw rejected();
            }
            map.put(key, value);
        }

        @Override
        public void edit(List<Object> list, String index) {
            list.set(index(index, list.size() - 1), value);
        }
    }
}
