package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Describes one step of the runner's own: its name, and the context it must have. */
public abstract class BuiltInDescriptor extends StepDescriptor {
    private final String functionName;
    private final Set<Class<?>> required;

    protected BuiltInDescriptor(String functionName, Class<?>... required) {
        this.functionName = functionName;
        this.required = Set.of(required);
    }

    @Override
    public final String getFunctionName() {
        return functionName;
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return required;
    }

    /** Whether the step is made by {@link #bind} because its arguments have no fixed names. */
    public boolean bindsItself() {
        return false;
    }

    public BuiltInStep bind(Map<String, Object> arguments) {
        throw new UnsupportedOperationException(functionName + " is bound by its constructor and setters");
    }

    /** Whether a call without a block still opens a block in the graph. */
    public boolean opensBlock() {
        return false;
    }

    /** A step that wraps a block. */
    public abstract static class Block extends BuiltInDescriptor {
        protected Block(String functionName, Class<?>... required) {
            super(functionName, required);
        }

        @Override
        public final boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
