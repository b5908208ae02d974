package io.jenkins.plugins.gkeupgrade.runner.declarative;

import io.jenkins.plugins.gkeupgrade.runner.binding.DataBoundModel;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.StepCaller;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Checks that {@code steps} and {@code post} blocks hold steps only, with arguments that the steps know. */
final class StepsReader {
    private final SyntaxErrors errors;
    private final StepCaller steps;

    StepsReader(SyntaxErrors errors, StepCaller steps) {
        this.errors = errors;
        this.steps = steps;
    }

    /** @param parallelAllowed whether the block may be one call of {@code parallel} */
    void check(ClosureExpression block, boolean parallelAllowed) {
        List<Statement> statements = Ast.statements(block.getCode());
        for (Statement statement : statements) {
            MethodCallExpression call = Ast.call(statement);
            if (call == null) {
                errors.add(
                        statement,
                        Ast.isObjectCall(statement)
                                ? "Method calls on objects not allowed outside \"script\" blocks."
                                : "Expected a step");
            } else {
                check(call, parallelAllowed && statements.size() == 1);
            }
        }
    }

    private void check(MethodCallExpression call, boolean parallelAllowed) {
        String name = call.getMethodAsString();
        ClosureExpression block = Ast.block(call);
        switch (name) {
            case "script" -> {
                if (block == null) {
                    errors.add(call, "Script step without a block");
                }
                return;
            }
            case "stage", "properties" -> {
                errors.add(
                        call,
                        "Invalid step \"" + name + "\" used - not allowed in this context - The " + name
                                + " step cannot be used in Declarative Pipelines");
                return;
            }
            case "parallel" -> {
                if (!parallelAllowed) {
                    errors.add(
                            call,
                            "Invalid step \"parallel\" used - not allowed in this context - The parallel step can only be"
                                    + " used as the only top-level step in a stage's step block");
                }
                return;
            }
            default -> {}
        }
        StepDescriptor step = steps.find(name);
        if (step != null) {
            checkArguments(call, step, Ast.plainArguments(call));
        }
        if (block != null && step != null) {
            check(block, false);
        }
    }

    private void checkArguments(MethodCallExpression call, StepDescriptor step, List<Expression> arguments) {
        if (step instanceof BuiltInDescriptor own && own.bindsItself()) {
            return;
        }
        DataBoundModel<?> model = DataBoundModel.of(step.clazz);
        if (arguments.size() > 1) {
            errors.add(call, "Arguments to \"" + step.getFunctionName() + "\" must be explicitly named.");
        } else if (arguments.isEmpty()) {
            // The label of a node may be left out though it is a parameter of the constructor.
            model.required().stream().filter(name -> !name.equals("label")).forEach(name -> missing(call, name));
        } else if (arguments.get(0) instanceof MapExpression named) {
            checkNames(call, model, named);
        } else if (model.soleRequired() == null) {
            errors.add(call, "Step does not take a single required parameter - use named parameters instead");
        }
    }

    private void checkNames(MethodCallExpression call, DataBoundModel<?> model, MapExpression named) {
        Set<String> given = new HashSet<>();
        List<String> known = new ArrayList<>(model.required());
        known.addAll(model.optional());
        boolean valid = true;
        for (var entry : named.getMapEntryExpressions()) {
            String name = entry.getKeyExpression().getText();
            given.add(name);
            if (name.equals("$class")) {
                return;
            }
            if (!known.contains(name)) {
                valid = false;
                errors.add(
                        entry.getKeyExpression(),
                        "Invalid parameter \"" + name + "\", did you mean \"" + Spelling.nearest(name, known) + "\"?");
            }
        }
        if (valid) {
            model.required().stream().filter(name -> !given.contains(name)).forEach(name -> missing(call, name));
        }
    }

    private void missing(MethodCallExpression call, String parameter) {
        errors.add(call, "Missing required parameter: \"" + parameter + "\"");
    }
}
