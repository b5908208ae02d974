package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What the blocks around a place of the script offer to the steps in it; the innermost offer counts.
 *
 * @param block the node of the block's body
 * @param values context objects, found by their class
 * @param environment variables set by this block, {@code PATH+X} meaning a prefix as in Jenkins
 */
public record Scope(Scope outer, PipelineNode block, List<Object> values, Map<String, String> environment) {
    public Scope {
        values = List.copyOf(values);
        environment = new LinkedHashMap<>(environment);
    }

    static Scope root(PipelineNode start) {
        return new Scope(null, start, List.of(), Map.of());
    }

    public <T> T find(Class<T> type) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Object value : scope.values) {
                if (type.isInstance(value)) {
                    return type.cast(value);
                }
            }
        }
        return null;
    }

    public boolean isWithin(PipelineNode node) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.block == node || scope.block.enclosing() == node) {
                return true;
            }
        }
        return false;
    }

    /** Hands the environment of every block, outermost first, to the function and returns the last result. */
    <T> T foldEnvironment(T start, BiFunction<T, Map<String, String>, T> step) {
        T before = outer == null ? start : outer.foldEnvironment(start, step);
        return step.apply(before, environment);
    }

    /** A line of the console as the blocks around see fit to print it. */
    String decorate(String line) {
        String decorated = line;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Object value : scope.values) {
                if (value instanceof LineDecorator decorator) {
                    decorated = decorator.apply(decorated);
                }
            }
        }
        return decorated;
    }

    /** Changes lines of the console that steps within a block print. */
    @FunctionalInterface
    public interface LineDecorator extends UnaryOperator<String> {}
}
