package io.jenkins.plugins.gkeupgrade.runner.binding;

import groovy.lang.GString;
import hudson.model.Result;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a script's values into what a constructor or a setter wants, as Jenkins' DescribableModel does. */
final class Coercion {
    private static final Map<Class<?>, Object> DEFAULTS = Map.of(
            boolean.class,
            false,
            int.class,
            0,
            long.class,
            0L,
            double.class,
            0d,
            float.class,
            0f,
            short.class,
            (short) 0,
            byte.class,
            (byte) 0,
            char.class,
            (char) 0);
    private static final Map<Class<?>, Class<?>> WRAPPERS = Map.of(
            boolean.class,
            Boolean.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            double.class,
            Double.class,
            float.class,
            Float.class,
            short.class,
            Short.class,
            byte.class,
            Byte.class,
            char.class,
            Character.class);

    private final Warnings warnings;

    Coercion(Warnings warnings) {
        this.warnings = warnings;
    }

    /** What a missing argument becomes: null, or zero for a primitive type. */
    static Object defaultOf(Class<?> type) {
        return DEFAULTS.get(type);
    }

    Object coerce(String context, Type type, Object given) {
        Class<?> wanted = WRAPPERS.getOrDefault(erasure(type), erasure(type));
        Object value = given instanceof GString ? given.toString() : given;
        if (value == null) {
            return defaultOf(erasure(type));
        }
        if (value instanceof List<?> list && Collection.class.isAssignableFrom(wanted)) {
            return all(context, elementOf(type), list);
        }
        if (value instanceof List<?> list && wanted.isArray()) {
            List<Object> elements = all(context, wanted.getComponentType(), list);
            Object array = Array.newInstance(wanted.getComponentType(), elements.size());
            for (int i = 0; i < elements.size(); i++) {
                Array.set(array, i, elements.get(i));
            }
            return array;
        }
        if (value instanceof Number number && Number.class.isAssignableFrom(wanted) && !wanted.isInstance(value)) {
            return number(context, type, wanted, number);
        }
        if (wanted.isInstance(value)) {
            return value;
        }
        if (value instanceof NestedDescribable nested) {
            return nested.as(wanted, warnings);
        }
        if (value instanceof Map<?, ?> map) {
            return fromMap(wanted, map);
        }
        if (value instanceof String text) {
            return fromText(context, type, wanted, text);
        }
        throw mismatch(context, type, value);
    }

    private List<Object> all(String context, Type element, List<?> list) {
        List<Object> all = new ArrayList<>();
        for (Object each : list) {
            all.add(coerce(context, element, each));
        }
        return all;
    }

    private Object fromMap(Class<?> wanted, Map<?, ?> map) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        map.forEach((key, value) -> arguments.put(String.valueOf(key), value));
        Object name = arguments.remove("$class");
        if (name == null) {
            if (Modifier.isAbstract(wanted.getModifiers())) {
                throw new UnsupportedOperationException("must specify $class with an implementation of " + wanted);
            }
            return DataBoundModel.of(wanted).instantiate(arguments, warnings);
        }
        try {
            return DataBoundModel.of(Symbols.byName(wanted, name.toString())).instantiate(arguments, warnings);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("There is no class " + name, e);
        }
    }

    private static Object fromText(String context, Type type, Class<?> wanted, String text) {
        if (wanted.isEnum()) {
            for (Object constant : wanted.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("No enum constant " + wanted.getCanonicalName() + "." + text);
        }
        if (wanted == Result.class) {
            return Result.fromString(text);
        }
        if (wanted == Boolean.class) {
            return Boolean.valueOf(text);
        }
        if (wanted == Character.class && text.length() == 1) {
            return text.charAt(0);
        }
        try {
            if (wanted == Integer.class) {
                return Integer.valueOf(text);
            }
            if (wanted == Long.class) {
                return Long.valueOf(text);
            }
            if (wanted == Double.class) {
                return Double.valueOf(text);
            }
            if (wanted == Float.class) {
                return Float.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw new ClassCastException(context + " expects " + wanted
                    + " but was unable to coerce the received value \"" + text + "\" to that type");
        }
        throw mismatch(context, type, text);
    }

    private static Object number(String context, Type type, Class<?> wanted, Number number) {
        if (wanted == Long.class) {
            return number.longValue();
        }
        if (wanted == Double.class) {
            return number.doubleValue();
        }
        if (wanted == Float.class) {
            return number.floatValue();
        }
        if (wanted == Integer.class) {
            return number.intValue();
        }
        throw mismatch(context, type, number);
    }

    private static ClassCastException mismatch(String context, Type type, Object value) {
        return new ClassCastException(context + " expects " + type + " but received " + value.getClass());
    }

    private static Type elementOf(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type argument = parameterized.getActualTypeArguments()[0];
            return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
        }
        return Object.class;
    }

    private static Class<?> erasure(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erasure(parameterized.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return erasure(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            return erasure(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }
}
