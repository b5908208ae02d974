package io.jenkins.plugins.gkeupgrade.runner.flow;

import groovy.lang.Closure;
import io.jenkins.plugins.gkeupgrade.runner.binding.DataBoundModel;
import io.jenkins.plugins.gkeupgrade.runner.binding.NestedDescribable;
import io.jenkins.plugins.gkeupgrade.runner.binding.StepArguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Calls steps by the name they have in scripts. */
public final class StepCaller {
    private final PipelineExecution execution;
    private final Map<String, StepDescriptor> byName = new TreeMap<>();
    private final Map<String, StepDescriptor> byClassName = new TreeMap<>();

    public StepCaller(PipelineExecution execution) {
        this.execution = execution;
        for (StepDescriptor each : StepDescriptor.all()) {
            // The list is in the order of extension ordinals: the first of a name wins, as in Jenkins.
            byName.putIfAbsent(each.getFunctionName(), each);
            byClassName.put(each.clazz.getName(), each);
        }
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** The step of that name; null when there is none. */
    public StepDescriptor find(String name) {
        return byName.getOrDefault(name, byClassName.get(name));
    }

    /** Calls a step with the arguments as Groovy packs them. */
    public Object call(String name, Object arguments) throws Throwable {
        StepDescriptor descriptor = find(name);
        DataBoundModel<? extends Step> model = bindsItself(descriptor) ? null : DataBoundModel.of(descriptor.clazz);
        StepArguments sorted = StepArguments.of(
                arguments,
                descriptor.takesImplicitBlockArgument(),
                model == null ? null : model.soleRequired(),
                model != null && model.takesOneParameterOnly());
        Closure<?> closure = sorted.body();
        return call(descriptor, name, sorted.named(), closure == null ? null : closure::call);
    }

    /** Calls a step that wraps a block with positional arguments. */
    public Object call(String name, List<?> arguments, ScriptBody body) throws Throwable {
        DataBoundModel<?> model = DataBoundModel.of(find(name).clazz);
        StepArguments sorted =
                StepArguments.of(arguments.toArray(), false, model.soleRequired(), model.takesOneParameterOnly());
        return call(name, sorted.named(), body);
    }

    /** Calls a step with sorted arguments. */
    public Object call(String name, Map<String, Object> named, ScriptBody body) throws Throwable {
        return call(find(name), name, named, body);
    }

    private Object call(StepDescriptor descriptor, String name, Map<String, Object> named, ScriptBody body)
            throws Throwable {
        Branch branch = execution.current();
        Throwable stop = branch.takePendingStop();
        if (stop != null) {
            throw stop;
        }
        if (body == null && descriptor.takesImplicitBlockArgument()) {
            throw new IllegalStateException(name + " step must be called with a body");
        }
        boolean opensBlock = body != null || (descriptor instanceof BuiltInDescriptor own && own.opensBlock());
        PipelineNode enclosing = branch.scope().block();
        PipelineNode node = execution.graph().node(enclosing, name);
        try {
            return run(descriptor, named, new RunningCall(execution, node, body));
        } finally {
            if (opensBlock) {
                execution.graph().node(enclosing, "// " + name);
            }
        }
    }

    private Object run(StepDescriptor descriptor, Map<String, Object> named, RunningCall call) throws Throwable {
        descriptor.checkContextAvailability(call.context());
        Step step = instantiate(descriptor, named, call);
        if (step instanceof BuiltInStep own) {
            return own.run(call);
        }
        StepExecution started = step.start(call.context());
        call.stepExecution(started);
        execution.calls().add(call);
        try {
            if (!started.start()) {
                execution.checkpoints().save(call);
            } else if (!call.awaited().isComplete()) {
                throw new AssertionError("Step " + step + " claimed to have ended synchronously, but didn't set the"
                        + " result via StepContext.onSuccess/onFailure");
            }
            return call.await().valueOrThrow();
        } finally {
            execution.calls().remove(call);
            execution.checkpoints().forget(call);
        }
    }

    @SuppressWarnings("deprecation") // Jenkins prefers the method, too, where a descriptor overrides it
    private static Step instantiate(StepDescriptor descriptor, Map<String, Object> named, RunningCall call)
            throws Exception {
        if (bindsItself(descriptor)) {
            return ((BuiltInDescriptor) descriptor).bind(named);
        }
        if (makesItsSteps(descriptor)) {
            Map<String, Object> arguments = new LinkedHashMap<>(named);
            arguments.replaceAll((name, value) -> NestedDescribable.asJenkins(value));
            return descriptor.newInstance(arguments);
        }
        return DataBoundModel.of(descriptor.clazz)
                .instantiate(named, call.listener().getLogger()::println);
    }

    private static boolean makesItsSteps(StepDescriptor descriptor) throws NoSuchMethodException {
        return descriptor.getClass().getMethod("newInstance", Map.class).getDeclaringClass() != StepDescriptor.class;
    }

    private static boolean bindsItself(StepDescriptor descriptor) {
        return descriptor instanceof BuiltInDescriptor own && own.bindsItself();
    }
}
