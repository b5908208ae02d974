package io.jenkins.plugins.gkeupgrade.runner.script;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/**
 * Variables that a script declares with {@code @Field}. Groovy's closures look for them among the script's properties,
 * where they are not: without this, closures and the script's own code would see two different variables.
 */
final class ScriptFields {
    private ScriptFields() {}

    /** The field of that name; null when the script declares none. */
    static Field find(PipelineScript script, String name) {
        try {
            Field field = script.getClass().getDeclaredField(name);
            if (field.isSynthetic() || Modifier.isStatic(field.getModifiers()) || name.contains("$")) {
                return null;
            }
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    static Object get(PipelineScript script, Field field) {
        try {
            return field.get(script);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static void set(PipelineScript script, Field field, Object value) {
        try {
            field.set(script, DefaultTypeTransformation.castToType(value, field.getType()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
