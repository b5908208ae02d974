package io.jenkins.plugins.gkeupgrade.runner.binding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * A describable that a script wrote as {@code symbol(arguments)} and that is made when the type wanted is known, as
 * Jenkins' UninstantiatedDescribable.
 */
public record NestedDescribable(String symbol, Map<String, Object> arguments) {
    /** The key of an argument given without a name. */
    public static final String ANONYMOUS = "<anonymous>";

    public NestedDescribable {
        arguments = new LinkedHashMap<>(arguments);
    }

    /** Makes the describable as a value of the type. */
    public <T> T as(Class<T> base, Warnings warnings) {
        return base.cast(DataBoundModel.of(Symbols.bySymbol(base, symbol)).instantiate(arguments, warnings));
    }

    /** The value as Jenkins hands it to a descriptor that makes its own steps. */
    public static Object asJenkins(Object value) {
        if (value instanceof NestedDescribable nested) {
            return new UninstantiatedDescribable(nested.symbol, null, nested.arguments);
        }
        return value instanceof List<?> list
                ? list.stream().map(NestedDescribable::asJenkins).toList()
                : value;
    }

    @Override
    public String toString() {
        return arguments.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(",", "@" + symbol + "(", ")"));
    }
}
