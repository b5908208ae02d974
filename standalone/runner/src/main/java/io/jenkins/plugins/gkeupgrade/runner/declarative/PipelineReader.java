package io.jenkins.plugins.gkeupgrade.runner.declarative;

import io.jenkins.plugins.gkeupgrade.runner.flow.StepCaller;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads the sections of {@code pipeline}. */
final class PipelineReader {
    private static final Map<String, String> RENAMED = Map.of(
            "properties", "The ‘properties’ section has been renamed as of version 0.8. Use ‘options’ instead.",
            "jobProperties",
                    "The ‘jobProperties’ section has been renamed as of version 0.7. Use ‘properties’ instead.",
            "wrappers", "The 'wrappers' section has been removed as of version 0.8. Use 'options' instead.",
            "notifications",
                    "The ‘notifications’ section has been removed as of version 0.6. Use ‘post’ for all post-build"
                            + " actions.",
            "postBuild",
                    "The ‘postBuild’ section has been renamed as of version 0.6. Use ‘post’ for all post-build"
                            + " actions.");

    private final SyntaxErrors errors;
    private final SectionReader sections;
    private final StageReader stages;

    PipelineReader(SyntaxErrors errors, StepCaller steps) {
        this.errors = errors;
        StepsReader stepsReader = new StepsReader(errors, steps);
        this.sections = new SectionReader(errors, steps, stepsReader);
        this.stages = new StageReader(errors, sections, stepsReader);
    }

    MapExpression read(MethodCallExpression pipeline, ClosureExpression block) {
        Ast.MapBuilder model = new Ast.MapBuilder();
        Set<String> seen = new HashSet<>();
        for (Statement statement : Ast.statements(block.getCode())) {
            MethodCallExpression section = Ast.call(statement);
            if (section == null) {
                errors.add(
                        statement,
                        "Not a valid section definition: \"" + statement.getText()
                                + "\". Some extra configuration is required.");
                continue;
            }
            String name = section.getMethodAsString();
            if (!seen.add(name)) {
                errors.add(section, "Multiple occurrences of the " + name + " section");
            }
            readSection(model, section, name);
        }
        if (!seen.contains("stages")) {
            errors.add(pipeline, "Missing required section \"stages\"");
        }
        if (!seen.contains("agent")) {
            errors.add(pipeline, "Missing required section \"agent\"");
        }
        return model.build();
    }

    private void readSection(Ast.MapBuilder model, MethodCallExpression section, String name) {
        switch (name) {
            case "agent" -> model.put(name, sections.agent(section));
            case "environment" -> model.put(name, sections.environment(section));
            case "post" -> model.put(name, sections.post(section));
            case "options" -> model.put(name, sections.options(section));
            case "parameters" -> model.put(name, sections.parameters(section));
            case "triggers" -> model.put(name, sections.names(section, "trigger"));
            case "tools" -> model.put(name, sections.names(section, "tool"));
            case "libraries" -> model.put(name, sections.libraries(section));
            case "stages" -> model.put(name, stages.stages(section));
            default -> errors.add(section, RENAMED.getOrDefault(name, "Undefined section \"" + name + "\""));
        }
    }
}
