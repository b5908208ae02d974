package io.jenkins.plugins.gkeupgrade.runner.binding;

import groovy.lang.Closure;
import groovy.lang.GString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a call {@code name(arguments) { body }} sorted by Jenkins' rules: either all named, or a single one
 * without a name where that is clear.
 *
 * @param body null when there is none
 */
public record StepArguments(Map<String, Object> named, Closure<?> body) {
    /**
     * @param arguments what Groovy hands to invokeMethod
     * @param takesBody whether a closure at the end is the step's block
     * @param soleKey the name of the single argument that may come without one; null when there is no such argument
     * @param oneParameterOnly whether that is the only parameter there is, so that even a map is its value
     */
    public static StepArguments of(Object arguments, boolean takesBody, String soleKey, boolean oneParameterOnly) {
        List<Object> positional =
                new ArrayList<>(arguments instanceof Object[] array ? Arrays.asList(array) : Arrays.asList(arguments));
        Closure<?> body = null;
        if (takesBody && !positional.isEmpty() && positional.get(positional.size() - 1) instanceof Closure<?> last) {
            body = last;
            positional.remove(positional.size() - 1);
        }
        if (positional.isEmpty()) {
            return new StepArguments(new LinkedHashMap<>(), body);
        }
        if (positional.size() > 1) {
            throw new IllegalArgumentException("Expected named arguments but got " + plain(positional));
        }
        Object only = positional.get(0);
        if (only instanceof Map<?, ?> map && !map.containsKey("$class")) {
            boolean named = !oneParameterOnly || (map.size() == 1 && map.containsKey(soleKey));
            if (named) {
                return new StepArguments(copy(map), body);
            }
        }
        if (soleKey == null) {
            throw new IllegalArgumentException("Expected named arguments but got " + plain(only));
        }
        Map<String, Object> single = new LinkedHashMap<>();
        single.put(soleKey, plain(only));
        return new StepArguments(single, body);
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), plain(value)));
        return copy;
    }

    /** The value with every GString in it made a String. */
    private static Object plain(Object value) {
        if (value instanceof GString) {
            return value.toString();
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(plain(key), plain(each)));
            return plain;
        }
        return value;
    }
}
