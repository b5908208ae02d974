package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a step returns to the script: plain collections, which sandboxed scripts may read and Jenkins can store. */
final class StepResult {
    private StepResult() {}

    static Map<String, Object> of(Outcome outcome) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("verdict", outcome.verdict().name());
        result.put("summary", outcome.summary());
        new TreeMap<>(outcome.details()).forEach((name, value) -> result.put(name, plain(value)));
        return result;
    }

    /** The same with plain values only. */
    static Map<String, Object> plainMap(Map<String, Object> details) {
        Map<String, Object> copy = new LinkedHashMap<>();
        details.forEach((name, value) -> copy.put(name, plain(value)));
        return copy;
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
            return copy;
        }
        if (value instanceof Collection<?> collection) {
            List<Object> copy = new ArrayList<>(collection.size());
            collection.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        boolean simple = value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Double;
        return simple ? value : value.toString();
    }
}
