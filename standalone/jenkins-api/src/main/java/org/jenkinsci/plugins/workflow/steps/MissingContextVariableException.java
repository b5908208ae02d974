package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

public class MissingContextVariableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Class<?> type;
    private final String functionName;

    public MissingContextVariableException(@NonNull Class<?> type, @CheckForNull StepDescriptor d) {
        this.type = type;
        this.functionName = d == null ? null : d.getFunctionName();
    }

    public Class<?> getType() {
        return type;
    }

    @Override
    public String getMessage() {
        String missing = "Required context " + type + " is missing";
        String providers =
                getProviders().stream().map(StepDescriptor::getFunctionName).collect(Collectors.joining(", "));
        return providers.isEmpty()
                ? missing
                : missing + "\nPerhaps you forgot to surround the " + (functionName == null ? "" : functionName + " ")
                        + "step with a step that provides this, such as: " + providers;
    }

    @NonNull
    public List<StepDescriptor> getProviders() {
        return StepDescriptor.all().stream()
                .filter(step -> isIn(step.getProvidedContext()) && !isIn(step.getRequiredContext()))
                .toList();
    }

    private boolean isIn(Set<? extends Class<?>> classes) {
        return classes.stream().anyMatch(type::isAssignableFrom);
    }
}
