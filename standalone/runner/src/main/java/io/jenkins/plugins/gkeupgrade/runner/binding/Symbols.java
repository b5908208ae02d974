package io.jenkins.plugins.gkeupgrade.runner.binding;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.Symbol;

/** Finds describable classes by the {@code @Symbol} of their descriptor, or by their simple name. */
public final class Symbols {
    private Symbols() {}

    public static boolean isKnown(String symbol) {
        return descriptors().stream().anyMatch(each -> symbolsOf(each).contains(symbol));
    }

    public static Set<String> all() {
        return of(Object.class);
    }

    /** The symbols of the base type's implementations. */
    public static Set<String> of(Class<?> base) {
        Set<String> found = new TreeSet<>();
        for (Descriptor<?> each : descriptors()) {
            if (base.isAssignableFrom(each.clazz)) {
                found.addAll(symbolsOf(each));
            }
        }
        return found;
    }

    /** The class behind a symbol where a value of the base type is wanted. */
    static Class<?> bySymbol(Class<?> base, String symbol) {
        for (Descriptor<?> each : descriptors()) {
            if (base.isAssignableFrom(each.clazz) && symbolsOf(each).contains(symbol)) {
                return each.clazz;
            }
        }
        throw new UnsupportedOperationException(
                "no known implementation of " + base + " is using symbol ‘" + symbol + "’");
    }

    /** The class that {@code $class} means: a full name, or a simple one that is unique below the base type. */
    static Class<?> byName(Class<?> base, String name) throws ClassNotFoundException {
        if (name.contains(".")) {
            return Class.forName(name, true, Symbols.class.getClassLoader());
        }
        List<Class<?>> found = new ArrayList<>();
        for (Descriptor<?> each : descriptors()) {
            if (base.isAssignableFrom(each.clazz)
                    && each.clazz.getSimpleName().equals(name)
                    && !found.contains(each.clazz)) {
                found.add(each.clazz);
            }
        }
        if (found.isEmpty()) {
            throw new UnsupportedOperationException("no known implementation of " + base + " is named " + name);
        }
        if (found.size() > 1) {
            throw new UnsupportedOperationException(name + " as a " + base + " could mean either "
                    + found.get(0).getName() + " or " + found.get(1).getName());
        }
        return found.get(0);
    }

    private static List<String> symbolsOf(Descriptor<?> descriptor) {
        Symbol symbol = descriptor.getClass().getAnnotation(Symbol.class);
        return symbol == null ? List.of() : List.of(symbol.value());
    }

    private static List<Descriptor<?>> descriptors() {
        List<Descriptor<?>> all = new ArrayList<>();
        for (Descriptor<?> each : ExtensionList.lookup(Descriptor.class)) {
            all.add(each);
        }
        return all;
    }
}
