package io.jenkins.plugins.gkeupgrade.runner.declarative;

import groovy.lang.Closure;
import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.flow.PipelineExecution;
import io.jenkins.plugins.gkeupgrade.runner.flow.PipelineNode;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptBody;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptErrors;
import io.jenkins.plugins.gkeupgrade.runner.run.RunnerRun;
import io.jenkins.plugins.gkeupgrade.runner.script.PipelineScript;
import io.jenkins.plugins.gkeupgrade.runner.script.ScriptHost;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** What all parts of a Declarative Pipeline need: the script, the steps and the build. */
record Declarative(ScriptHost host, PipelineScript script, Section root) {
    /** Evaluates a closure of the model with the script as its surroundings. */
    Object evaluate(Closure<?> closure) throws Throwable {
        closure.setDelegate(script);
        closure.setResolveStrategy(Closure.DELEGATE_FIRST);
        try {
            return closure.call();
        } catch (Throwable error) {
            throw ScriptErrors.unwrap(error);
        }
    }

    Object step(String name, Map<String, Object> arguments, ScriptBody body) throws Throwable {
        return host.step(name, arguments, body);
    }

    PipelineExecution execution() {
        return host.execution();
    }

    RunnerRun run() {
        return execution().run();
    }

    void log(String line) {
        execution().console().println(line);
    }

    /** The block that the script is in now. */
    PipelineNode block() {
        return execution().current().scope().block();
    }

    boolean hasOption(String name) {
        return root.sections("options").stream().anyMatch(option -> name.equals(option.text("name")));
    }

    /**
     * The result of the build so far, of the error and of the warnings in a stage, whichever is worst.
     *
     * @param error may be null
     * @param stage the stage's block; null to look at no warnings
     */
    Result combined(Throwable error, PipelineNode stage) {
        Result own = stage == null ? Result.SUCCESS : execution().graph().worstWarningWithin(stage);
        if (error instanceof FlowInterruptedException interruption) {
            own = interruption.getResult();
        } else if (error != null) {
            own = Result.FAILURE;
        }
        Result build = run().getResult();
        return build == null ? own : own.combine(build);
    }
}
