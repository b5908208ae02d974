package org.jenkinsci.plugins.structs.describable;

import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.TaskListener;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import org.jenkinsci.Symbol;

public class UninstantiatedDescribable implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String symbol;

    @SuppressWarnings("serial")
    private final Map<String, ?> arguments;

    public UninstantiatedDescribable(String symbol, String klass, Map<String, ?> arguments) {
        this.symbol = symbol;
        this.arguments = arguments;
    }

    @Nullable
    public String getSymbol() {
        return symbol;
    }

    public Map<String, ?> getArguments() {
        return arguments;
    }

    public <T> T instantiate(Class<T> base, TaskListener listener) throws Exception {
        for (Descriptor<?> each : ExtensionList.lookup(Descriptor.class)) {
            Symbol own = each.getClass().getAnnotation(Symbol.class);
            boolean meant = own != null && Arrays.asList(own.value()).contains(symbol);
            if (meant && base.isAssignableFrom(each.clazz)) {
                return base.cast(DescribableModel.of(each.clazz).instantiate(arguments, listener));
            }
        }
        throw new UnsupportedOperationException(
                "no known implementation of " + base + " is using symbol ‘" + symbol + "’");
    }
}
