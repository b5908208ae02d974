package io.jenkins.plugins.gkeupgrade.runner.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads stages: their sections, and stages within stages. */
final class StageReader {
    private final SyntaxErrors errors;
    private final SectionReader sections;
    private final StepsReader steps;
    private final WhenReader when;
    private final MatrixReader matrix;

    StageReader(SyntaxErrors errors, SectionReader sections, StepsReader steps) {
        this.errors = errors;
        this.sections = sections;
        this.steps = steps;
        this.when = new WhenReader(errors);
        this.matrix = new MatrixReader(errors, this);
    }

    ListExpression stages(MethodCallExpression section) {
        List<Expression> stages = new ArrayList<>();
        ClosureExpression block = sections.blockOf(section);
        if (block == null) {
            return Ast.list(stages);
        }
        Set<String> names = new HashSet<>();
        for (Statement statement : Ast.statements(block.getCode())) {
            MethodCallExpression call = Ast.call(statement);
            if (call == null || !call.getMethodAsString().equals("stage") || Ast.block(call) == null) {
                errors.add(statement, "Expected a stage");
                continue;
            }
            String name = nameOf(call);
            if (name != null && !names.add(name)) {
                errors.add(call, "Duplicate stage name: \"" + name + "\"");
            }
            stages.add(stage(call, name));
        }
        if (stages.isEmpty()) {
            errors.add(section, "No stages specified");
        }
        return Ast.list(stages);
    }

    private String nameOf(MethodCallExpression stage) {
        List<Expression> arguments = Ast.plainArguments(stage);
        if (arguments.isEmpty()) {
            errors.add(stage, "Expected a stage name but did not find any");
            return null;
        }
        if (arguments.get(0) instanceof ConstantExpression constant && constant.getValue() instanceof String name) {
            return name;
        }
        errors.add(
                arguments.get(0),
                "Expected string literal but got " + arguments.get(0).getText());
        return null;
    }

    private Expression stage(MethodCallExpression stage, String name) {
        Ast.MapBuilder model = new Ast.MapBuilder().put("name", Ast.constant(name));
        Set<String> seen = new HashSet<>();
        for (Statement statement : Ast.statements(Ast.block(stage).getCode())) {
            MethodCallExpression section = Ast.call(statement);
            if (section == null) {
                errors.add(
                        statement,
                        "Not a valid stage section definition: \"" + statement.getText()
                                + "\". Some extra configuration is required.");
                continue;
            }
            String key = section.getMethodAsString();
            if (!seen.add(key)) {
                errors.add(section, "Multiple occurrences of the " + key + " section");
            }
            if (!readCommon(model, section, key)) {
                readOwn(model, section, key);
            }
        }
        check(stage, name, seen);
        return model.build();
    }

    /** Reads a section that stages and matrices have in common; false when it is none of them. */
    boolean readCommon(Ast.MapBuilder model, MethodCallExpression section, String key) {
        switch (key) {
            case "agent" -> model.put(key, sections.agent(section));
            case "when" -> model.put(key, when.read(section, sections.blockOf(section)));
            case "options" -> model.put(key, sections.options(section));
            case "environment" -> model.put(key, sections.environment(section));
            case "input" -> model.put(key, sections.input(section));
            case "tools" -> model.put(key, sections.names(section, "tool"));
            case "post" -> model.put(key, sections.post(section));
            case "stages" -> model.put(key, stages(section));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void readOwn(Ast.MapBuilder model, MethodCallExpression section, String key) {
        switch (key) {
            case "steps" -> {
                ClosureExpression block = sections.blockOf(section);
                if (block != null) {
                    if (block.getCode() == null
                            || Ast.statements(block.getCode()).isEmpty()) {
                        errors.add(section, "No steps specified for branch");
                    }
                    steps.check(block, true);
                    model.put(key, block);
                }
            }
            case "parallel" -> model.put(key, stages(section));
            case "matrix" -> model.put(key, matrix.read(section, sections.blockOf(section)));
            case "failFast" -> model.put(key, booleanOf(section));
            default ->
                errors.add(
                        section,
                        "Unknown stage section \"" + key
                                + "\". Starting with version 0.5, steps in a stage must be in a ‘steps’ block.");
        }
    }

    Expression booleanOf(MethodCallExpression call) {
        List<Expression> arguments = Ast.arguments(call);
        if (arguments.size() == 1
                && arguments.get(0) instanceof ConstantExpression constant
                && constant.getValue() instanceof Boolean) {
            return constant;
        }
        errors.add(call, "Expected a boolean with " + call.getMethodAsString());
        return Ast.constant(false);
    }

    private void check(MethodCallExpression stage, String name, Set<String> seen) {
        long kinds = List.of("steps", "stages", "parallel", "matrix").stream()
                .filter(seen::contains)
                .count();
        if (kinds == 0) {
            errors.add(stage, "Expected one of \"steps\", \"stages\", or \"parallel\" for stage \"" + name + "\"");
        } else if (kinds > 1) {
            errors.add(
                    stage,
                    "Only one of \"matrix\", \"parallel\", \"stages\", or \"steps\" allowed for stage \"" + name
                            + "\"");
        }
        if (seen.contains("parallel") || seen.contains("matrix")) {
            for (String section : List.of("agent", "tools")) {
                if (seen.contains(section)) {
                    errors.add(
                            stage,
                            "\"" + section + "\" is not allowed in stage \"" + name
                                    + "\" as it contains parallel or matrix stages");
                }
            }
        }
    }
}
