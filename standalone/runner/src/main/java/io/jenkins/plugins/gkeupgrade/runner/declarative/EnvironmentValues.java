package io.jenkins.plugins.gkeupgrade.runner.declarative;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingPropertyException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Evaluates the variables of an {@code environment} section, which may refer to each other in any order. */
final class EnvironmentValues extends GroovyObjectSupport {
    private final Declarative pipeline;
    private final Section values;
    private final Map<String, String> known = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();

    EnvironmentValues(Declarative pipeline, Section values) {
        this.pipeline = pipeline;
        this.values = values;
    }

    Map<String, String> evaluate() {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (Object name : values.values().keySet()) {
            ordered.put(name.toString(), value(name.toString()));
        }
        return ordered;
    }

    private String value(String name) {
        if (!known.containsKey(name)) {
            underWay.add(name);
            Closure<?> closure = values.closure(name);
            closure.setDelegate(this);
            closure.setResolveStrategy(Closure.DELEGATE_FIRST);
            known.put(name, String.valueOf(closure.call()));
            underWay.remove(name);
        }
        return known.get(name);
    }

    /** A variable of this section that is not being evaluated just now, or what the script has by that name. */
    @Override
    public Object getProperty(String name) {
        if (values.has(name) && !underWay.contains(name)) {
            return value(name);
        }
        if (name.equals("env")) {
            return new OwnFirst();
        }
        throw new MissingPropertyException(name, getClass());
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        return pipeline.script().invokeMethod(name, arguments);
    }

    /** {@code env} as this section sees it. */
    private final class OwnFirst extends GroovyObjectSupport {
        @Override
        public Object getProperty(String name) {
            if (values.has(name) && !underWay.contains(name)) {
                return value(name);
            }
            Object env = pipeline.script().getProperty("env");
            return ((GroovyObjectSupport) env).getProperty(name);
        }
    }
}
