package io.jenkins.plugins.gkeupgrade.runner.binding;

import java.util.ArrayList;
import java.util.List;

/** Makes lists of describables from what scripts write. */
public final class Describables {
    private Describables() {}

    /** The values as the type; a single value counts as a list of one, and null as none. */
    public static <T> List<T> listOf(Class<T> type, Object given, Warnings warnings) {
        List<?> values = given instanceof List<?> list ? list : given == null ? List.of() : List.of(given);
        Coercion coercion = new Coercion(warnings);
        List<T> made = new ArrayList<>();
        for (Object value : values) {
            made.add(type.cast(coercion.coerce(type.getSimpleName(), type, value)));
        }
        return made;
    }
}
