package org.jenkinsci.plugins.structs.describable;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.TaskListener;
import java.beans.Introspector;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

public final class DescribableModel<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;

    public DescribableModel(Class<T> clazz) {
        type = clazz;
    }

    public static <T> DescribableModel<T> of(Class<T> clazz) {
        return new DescribableModel<>(clazz);
    }

    /** Takes values that have the types of their parameters already. */
    public T instantiate(Map<String, ?> arguments, @CheckForNull TaskListener listener)
            throws IllegalArgumentException {
        try {
            T made = construct(arguments);
            for (Method method : type.getMethods()) {
                String name = Introspector.decapitalize(method.getName().replaceFirst("^set", ""));
                if (method.isAnnotationPresent(DataBoundSetter.class) && arguments.containsKey(name)) {
                    method.invoke(made, arguments.get(name));
                }
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Could not instantiate " + arguments + " for " + type.getName(), e);
        }
    }

    private T construct(Map<String, ?> arguments) throws ReflectiveOperationException {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                Object[] values = Arrays.stream(constructor.getParameters())
                        .map(parameter -> arguments.get(parameter.getName()))
                        .toArray();
                return type.cast(constructor.newInstance(values));
            }
        }
        throw new NoSuchMethodException(type + " has no @DataBoundConstructor.");
    }
}
