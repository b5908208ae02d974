package io.jenkins.plugins.gkeupgrade.runner.script;

import hudson.AbortException;
import io.jenkins.plugins.gkeupgrade.runner.binding.Describables;
import io.jenkins.plugins.gkeupgrade.runner.binding.NestedDescribable;
import io.jenkins.plugins.gkeupgrade.runner.binding.StepArguments;
import io.jenkins.plugins.gkeupgrade.runner.binding.Symbols;
import io.jenkins.plugins.gkeupgrade.runner.flow.PipelineExecution;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptBody;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptServices;
import io.jenkins.plugins.gkeupgrade.runner.flow.StepCaller;
import io.jenkins.plugins.gkeupgrade.runner.run.BuildParameter;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What scripts see of the runner: steps, symbols and global variables. */
public final class ScriptHost implements ScriptServices {
    private final PipelineExecution execution;
    private final StepCaller steps;
    private final Libraries libraries;
    private final ScriptCompiler compiler;
    private final Map<String, Object> globals = new LinkedHashMap<>();

    public ScriptHost(PipelineExecution execution) {
        this.execution = execution;
        this.steps = new StepCaller(execution);
        this.libraries = new Libraries(execution.run().settings().libraries());
        this.compiler = new ScriptCompiler(this, libraries);
        execution.scripts(this);
        globals.put("steps", new StepsVariable(this));
        globals.put("env", new EnvVariable(execution));
        globals.put("currentBuild", new BuildVariable(execution.run()));
        globals.put("scm", Map.of("$class", "none"));
    }

    public PipelineExecution execution() {
        return execution;
    }

    public StepCaller steps() {
        return steps;
    }

    public ScriptCompiler compiler() {
        return compiler;
    }

    /** A global variable, or a library's; null when there is none of the name. */
    Object global(String name) {
        if (name.equals("params")) {
            return Collections.unmodifiableMap(execution.run().parameters().values());
        }
        Object known = globals.get(name);
        return known != null ? known : libraries.variable(name, compiler);
    }

    /** A variable of the build's environment at this place of the script; null when it is not set. */
    String variable(String name) {
        return execution.environment(execution.current().scope()).get(name);
    }

    /** Calls a step, or makes the describable that a symbol stands for. */
    Object call(String name, Object arguments) throws Throwable {
        if (steps.find(name) != null) {
            return steps.call(name, arguments);
        }
        if (JobSettings.isAccepted(name) || Symbols.isKnown(name)) {
            StepArguments sorted = StepArguments.of(arguments, false, NestedDescribable.ANONYMOUS, false);
            return new NestedDescribable(name, sorted.named());
        }
        TreeSet<String> known = new TreeSet<>(globals.keySet());
        known.addAll(List.of("params", "pipeline"));
        known.addAll(libraries.variableNames());
        throw new NoSuchMethodError("No such DSL method '" + name + "' found among steps " + steps.names()
                + " or symbols " + Symbols.all() + " or globals " + known);
    }

    /** Calls a step with sorted arguments and a block, for those who are not scripts. */
    public Object step(String name, Map<String, Object> arguments, ScriptBody body) throws Throwable {
        if (steps.find(name) == null) {
            call(name, new Object[] {arguments});
        }
        return steps.call(name, arguments, body);
    }

    /** Calls a step that wraps a block with arguments as they stand in options. */
    public Object wrap(String name, List<?> arguments, ScriptBody body) throws Throwable {
        return steps.call(name, arguments, body);
    }

    @Override
    public Object load(String text) {
        return compiler.parse(text, "Script1").run();
    }

    @Override
    public void loadLibrary(String identifier) {
        libraries.load(identifier);
    }

    @Override
    public String libraryResource(String path) throws IOException {
        return libraries.resource(path);
    }

    /** Takes the definitions as the symbols or maps that a script wrote. */
    @Override
    public void defineParameters(List<?> definitions) throws AbortException {
        List<BuildParameter> parameters =
                Describables.listOf(BuildParameter.class, definitions, execution.console()::println);
        List<String> undefined;
        try {
            undefined = execution.run().parameters().define(parameters);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        for (String name : undefined) {
            execution
                    .console()
                    .println("WARNING: Skipped parameter `" + name + "` as it is undefined on `"
                            + execution.run().getParent().getFullName() + "`.");
        }
        Map<String, Object> values = execution.run().parameters().values();
        parameters.stream()
                .filter(BuildParameter::isSecret)
                .forEach(secret -> execution.console().keepSecret(String.valueOf(values.get(secret.name()))));
    }
}
