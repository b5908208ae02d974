package io.jenkins.plugins.gkeupgrade.runner.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads the conditions of {@code when}. */
final class WhenReader {
    private static final Set<String> FLAGS = Set.of("beforeAgent", "beforeInput", "beforeOptions");

    private final SyntaxErrors errors;

    WhenReader(SyntaxErrors errors) {
        this.errors = errors;
    }

    Expression read(MethodCallExpression section, ClosureExpression block) {
        Ast.MapBuilder when = new Ast.MapBuilder();
        List<Expression> conditions = new ArrayList<>();
        for (Statement statement : block == null ? List.<Statement>of() : Ast.statements(block.getCode())) {
            MethodCallExpression call = Ast.call(statement);
            if (call != null && FLAGS.contains(call.getMethodAsString())) {
                if (Ast.arguments(call).size() == 1
                        && Ast.arguments(call).get(0) instanceof ConstantExpression flag
                        && flag.getValue() instanceof Boolean) {
                    when.put(call.getMethodAsString(), flag);
                } else {
                    errors.add(call, "Expected a boolean with " + call.getMethodAsString());
                }
            } else {
                conditions.add(condition(statement, call));
            }
        }
        if (conditions.isEmpty()) {
            errors.add(section, "Empty when closure, remove the property or add some content.");
        }
        return when.put("conditions", Ast.list(conditions)).build();
    }

    private Expression condition(Statement statement, MethodCallExpression call) {
        if (call == null) {
            errors.add(statement, "Expected a when condition");
            return Ast.constant(null);
        }
        String name = call.getMethodAsString();
        ClosureExpression block = Ast.block(call);
        Ast.MapBuilder condition = new Ast.MapBuilder().put("name", Ast.constant(name));
        if (!WhenConditions.names().contains(name)) {
            errors.add(
                    call,
                    "Unknown conditional " + name + ". Valid conditionals are: "
                            + String.join(", ", WhenConditions.names()));
        } else if (name.equals("expression")) {
            if (block == null) {
                errors.add(call, "When step without a block");
            }
            condition.put("body", block);
        } else if (WhenConditions.isNesting(name)) {
            condition.put("children", children(call, name, block));
        } else if (block != null) {
            errors.add(call, "No children when conditions are allowed for when condition \"" + name + "\".");
        } else {
            condition.put("arguments", Ast.lazy(Ast.argumentList(Ast.arguments(call))));
        }
        return condition.build();
    }

    private Expression children(MethodCallExpression call, String name, ClosureExpression block) {
        List<Expression> children = new ArrayList<>();
        for (Statement child : block == null ? List.<Statement>of() : Ast.statements(block.getCode())) {
            children.add(condition(child, Ast.call(child)));
        }
        if (children.isEmpty()) {
            errors.add(call, "Nested when condition \"" + name + "\" requires at least one child condition.");
        } else if (name.equals("not") && children.size() != 1) {
            errors.add(call, "Nested when condition \"not\" requires exactly 1 child condition(s).");
        }
        return Ast.list(children);
    }
}
