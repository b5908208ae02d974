package io.jenkins.plugins.gkeupgrade.runner.declarative;

import groovy.lang.Closure;
import java.util.List;
import java.util.Map;

/** A part of the model that the compiler made of {@code pipeline { }}, with typed access; null-safe. */
record Section(Map<?, ?> values) {
    static Section of(Object value) {
        return value instanceof Map<?, ?> map ? new Section(map) : null;
    }

    Section section(String key) {
        return of(values.get(key));
    }

    List<Section> sections(String key) {
        return list(key).stream().map(Section::of).toList();
    }

    List<?> list(String key) {
        return values.get(key) instanceof List<?> list ? list : List.of();
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    String text(String key) {
        Object value = values.get(key);
        return value == null ? null : value.toString();
    }

    Closure<?> closure(String key) {
        return (Closure<?>) values.get(key);
    }
}
