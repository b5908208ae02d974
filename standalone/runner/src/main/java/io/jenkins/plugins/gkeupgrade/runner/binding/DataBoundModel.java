package io.jenkins.plugins.gkeupgrade.runner.binding;

import java.beans.Introspector;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * How a class is made from named arguments: mandatory ones go to its {@code @DataBoundConstructor} by parameter name,
 * optional ones to its {@code @DataBoundSetter}s. Follows Jenkins' DescribableModel, also in the words of its errors.
 */
public final class DataBoundModel<T> {
    private interface Setter {
        void set(Object target, Object value) throws ReflectiveOperationException;
    }

    private record Optional(Type type, Setter setter) {}

    private final Class<T> type;
    private final Constructor<T> constructor;
    private final Map<String, Optional> optionals = new TreeMap<>();

    private DataBoundModel(Class<T> type) {
        this.type = type;
        this.constructor = constructorOf(type);
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            addSetters(declaring);
        }
    }

    public static <T> DataBoundModel<T> of(Class<T> type) {
        return new DataBoundModel<>(type);
    }

    @SuppressWarnings("unchecked")
    private static <T> Constructor<T> constructorOf(Class<T> type) {
        for (Constructor<?> each : type.getConstructors()) {
            if (each.isAnnotationPresent(DataBoundConstructor.class)) {
                for (Parameter parameter : each.getParameters()) {
                    if (!parameter.isNamePresent()) {
                        throw new IllegalStateException(type.getName()
                                + " was compiled without parameter names; compile it with the option -parameters.");
                    }
                }
                return (Constructor<T>) each;
            }
        }
        throw new IllegalArgumentException(type + " has no public constructor with @DataBoundConstructor");
    }

    private void addSetters(Class<?> declaring) {
        for (Field field : declaring.getDeclaredFields()) {
            if (field.isAnnotationPresent(DataBoundSetter.class)) {
                optionals.putIfAbsent(field.getName(), new Optional(field.getGenericType(), field::set));
            }
        }
        for (Method method : declaring.getDeclaredMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                if (!method.getName().startsWith("set") || method.getParameterCount() != 1) {
                    throw new IllegalStateException(method + " cannot be a @DataBoundSetter");
                }
                String name = Introspector.decapitalize(method.getName().substring(3));
                optionals.putIfAbsent(name, new Optional(method.getGenericParameterTypes()[0], method::invoke));
            }
        }
    }

    /** The names of the constructor's parameters. */
    public List<String> required() {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : constructor.getParameters()) {
            names.add(parameter.getName());
        }
        return names;
    }

    public Set<String> optional() {
        return Set.copyOf(optionals.keySet());
    }

    /** The constructor's only parameter, or null when it has none or several. */
    public String soleRequired() {
        List<String> required = required();
        return required.size() == 1 ? required.get(0) : null;
    }

    /** Whether the constructor's only parameter is also the only parameter at all. */
    public boolean takesOneParameterOnly() {
        return soleRequired() != null && optionals.isEmpty();
    }

    public T instantiate(Map<String, ?> given, Warnings warnings) {
        Map<String, ?> arguments = named(given);
        Set<String> unknown = new TreeSet<>(arguments.keySet());
        required().forEach(unknown::remove);
        unknown.removeAll(optionals.keySet());
        if (!unknown.isEmpty()) {
            warnings.warn("WARNING: Unknown parameter(s) found for class type '" + type.getName() + "': "
                    + String.join(",", unknown));
        }
        Coercion coercion = new Coercion(warnings);
        try {
            T made = construct(arguments, coercion);
            for (Map.Entry<String, Optional> each : optionals.entrySet()) {
                if (arguments.containsKey(each.getKey())) {
                    Object value = coercion.coerce(
                            type.getName() + "." + each.getKey(),
                            each.getValue().type(),
                            arguments.get(each.getKey()));
                    each.getValue().setter().set(made, value);
                }
            }
            return made;
        } catch (InvocationTargetException e) {
            throw failed(arguments, e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw failed(arguments, e);
        }
    }

    private T construct(Map<String, ?> arguments, Coercion coercion) throws ReflectiveOperationException {
        Parameter[] parameters = constructor.getParameters();
        Type[] types = constructor.getGenericParameterTypes();
        Object[] values = new Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            String name = parameters[i].getName();
            Object value = arguments.get(name);
            values[i] = value == null
                    ? Coercion.defaultOf(parameters[i].getType())
                    : coercion.coerce(type.getName() + "." + name, types[i], value);
        }
        return constructor.newInstance(values);
    }

    private Map<String, ?> named(Map<String, ?> given) {
        if (!given.containsKey(NestedDescribable.ANONYMOUS)) {
            return given;
        }
        if (given.size() != 1) {
            throw new IllegalArgumentException(
                    "All arguments have to be named but it has " + NestedDescribable.ANONYMOUS);
        }
        if (soleRequired() == null) {
            throw new IllegalArgumentException("Arguments to " + type + " have to be explicitly named");
        }
        Map<String, Object> renamed = new LinkedHashMap<>();
        renamed.put(soleRequired(), given.get(NestedDescribable.ANONYMOUS));
        return renamed;
    }

    private IllegalArgumentException failed(Map<String, ?> arguments, Throwable cause) {
        return new IllegalArgumentException(
                "Could not instantiate " + arguments + " for " + type.getName() + ": " + cause, cause);
    }
}
