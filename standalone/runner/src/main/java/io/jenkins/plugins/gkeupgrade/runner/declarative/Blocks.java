package io.jenkins.plugins.gkeupgrade.runner.declarative;

import groovy.lang.Closure;
import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.gkeupgrade.runner.binding.NestedDescribable;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The blocks that agent, environment, options and input put around stages. */
final class Blocks {
    private final Declarative pipeline;

    Blocks(Declarative pipeline) {
        this.pipeline = pipeline;
    }

    /** Runs the body on the agent; without one of its own it stays where it is. */
    Object onAgent(Section agent, ScriptBody body) throws Throwable {
        if (agent == null || !isAgent(agent)) {
            return body.run();
        }
        Map<String, Object> details = new LinkedHashMap<>();
        Section given = agent.section("details");
        if (given != null) {
            for (Map.Entry<?, ?> each : given.values().entrySet()) {
                details.put(each.getKey().toString(), pipeline.evaluate((Closure<?>) each.getValue()));
            }
        }
        String type = agent.text("type");
        if (List.of("docker", "dockerfile", "kubernetes").contains(type)) {
            pipeline.log("The agent '" + type + "' is this machine here.");
        }
        Object label = List.of("label", "node").contains(type) ? details.get("label") : null;
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("label", label == null ? null : label.toString());
        Object workspace = details.get("customWorkspace");
        return pipeline.step(
                "node",
                arguments,
                () -> workspace == null ? body.run() : pipeline.step("ws", Map.of("dir", workspace.toString()), body));
    }

    static boolean isAgent(Section agent) {
        return agent != null && !"none".equals(agent.text("type"));
    }

    /** Runs the body with the section's credentials and variables. */
    Object inEnvironment(Section environment, ScriptBody body) throws Throwable {
        if (environment == null) {
            return body.run();
        }
        return withCredentials(environment.section("credentials"), () -> withVariables(environment, body));
    }

    private Object withCredentials(Section credentials, ScriptBody body) throws Throwable {
        if (credentials == null || credentials.values().isEmpty()) {
            return body.run();
        }
        List<Object> bindings = new ArrayList<>();
        for (Map.Entry<?, ?> each : credentials.values().entrySet()) {
            List<?> arguments = (List<?>) pipeline.evaluate((Closure<?>) each.getValue());
            bindings.add(new NestedDescribable(
                    "environmentCredential",
                    Map.of(
                            "credentialsId",
                            String.valueOf(arguments.get(0)),
                            "variable",
                            each.getKey().toString())));
        }
        return pipeline.step("withCredentials", Map.of("bindings", bindings), body);
    }

    private Object withVariables(Section environment, ScriptBody body) throws Throwable {
        Section values = environment.section("values");
        if (values == null || values.values().isEmpty()) {
            return body.run();
        }
        return withEnv(new EnvironmentValues(pipeline, values).evaluate(), body);
    }

    Object withEnv(Map<String, String> variables, ScriptBody body) throws Throwable {
        if (variables.isEmpty()) {
            return body.run();
        }
        List<String> overrides = new ArrayList<>();
        variables.forEach((name, value) -> overrides.add(name + "=" + value));
        return pipeline.step("withEnv", Map.of("overrides", overrides), body);
    }

    /** Runs the body inside the steps that are among the options. */
    Object inOptions(List<Section> options, ScriptBody body) throws Throwable {
        for (int i = 0; i < options.size(); i++) {
            String name = options.get(i).text("name");
            StepDescriptor wrapper = pipeline.host().steps().find(name);
            if (wrapper != null && wrapper.takesImplicitBlockArgument()) {
                List<?> arguments = (List<?>) pipeline.evaluate(options.get(i).closure("arguments"));
                List<Section> inner = options.subList(i + 1, options.size());
                return pipeline.host().wrap(name, arguments, () -> inOptions(inner, body));
            }
        }
        return body.run();
    }

    /** Asks before the body runs; answers become variables. */
    Object afterInput(Section input, ScriptBody body) throws Throwable {
        if (input == null) {
            return body.run();
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (String field : List.of("message", "id", "ok", "submitter", "submitterParameter")) {
            if (input.has(field)) {
                arguments.put(field, pipeline.evaluate(input.closure(field)).toString());
            }
        }
        List<Object> parameters = new ArrayList<>();
        for (Object each : input.list("parameters")) {
            parameters.add(pipeline.evaluate((Closure<?>) each));
        }
        arguments.put("parameters", parameters);
        Object answer = pipeline.step("input", arguments, null);
        return withEnv(answersOf(answer, arguments, parameters), body);
    }

    private static Map<String, String> answersOf(
            Object answer, Map<String, Object> arguments, List<Object> parameters) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (answer instanceof Map<?, ?> several) {
            several.forEach((name, value) -> variables.put(name.toString(), String.valueOf(value)));
        } else if (arguments.containsKey("submitterParameter")) {
            variables.put(arguments.get("submitterParameter").toString(), String.valueOf(answer));
        } else if (parameters.size() == 1 && parameters.get(0) instanceof NestedDescribable only) {
            variables.put(String.valueOf(only.arguments().get("name")), String.valueOf(answer));
        }
        return variables;
    }

    /** Says in Declarative's own words that a step misses its node because of {@code agent none}. */
    Object explainMissingNode(Section agent, ScriptBody body) throws Throwable {
        try {
            return body.run();
        } catch (MissingContextVariableException e) {
            if (e.getType() == FilePath.class && !isAgent(agent)) {
                throw new AbortException("Attempted to execute a step that requires a node context while ‘agent none’"
                        + " was specified. Be sure to specify your own ‘node { ... }’ blocks when using ‘agent none’.");
            }
            throw e;
        }
    }
}
