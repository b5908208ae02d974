package io.jenkins.plugins.gkeupgrade.runner.declarative;

import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads {@code agent any}, {@code agent none} and {@code agent { type ... }}. */
final class AgentReader {
    private static final List<String> TYPES =
            List.of("any", "docker", "dockerfile", "kubernetes", "label", "node", "none");

    private final SyntaxErrors errors;

    AgentReader(SyntaxErrors errors) {
        this.errors = errors;
    }

    Expression read(MethodCallExpression section) {
        ClosureExpression block = Ast.block(section);
        if (block == null) {
            List<Expression> arguments = Ast.arguments(section);
            if (arguments.size() == 1
                    && arguments.get(0) instanceof VariableExpression variable
                    && Set.of("any", "none").contains(variable.getName())) {
                return agent(variable.getName(), null);
            }
            errors.add(section, "Only \"agent none\", \"agent any\" or \"agent {...}\" are allowed.");
            return null;
        }
        List<Statement> statements = Ast.statements(block.getCode());
        MethodCallExpression type = statements.size() == 1 ? Ast.call(statements.get(0)) : null;
        if (type == null) {
            // A bare name such as "any" in braces is a variable, not a call.
            errors.add(
                    section,
                    statements.size() > 1 ? "Only one agent type is allowed per agent section" : "Expected an agent");
            return null;
        }
        String name = type.getMethodAsString();
        if (!TYPES.contains(name)) {
            errors.add(type, "Invalid agent type \"" + name + "\" specified. Must be one of " + TYPES);
        }
        ClosureExpression details = Ast.block(type);
        if (details != null) {
            return agent(name, details(details));
        }
        List<Expression> arguments = Ast.arguments(type);
        return agent(
                name,
                new Ast.MapBuilder()
                        .put("label", arguments.isEmpty() ? null : Ast.lazy(arguments.get(0)))
                        .build());
    }

    private Expression details(ClosureExpression block) {
        Ast.MapBuilder details = new Ast.MapBuilder();
        for (Statement statement : Ast.statements(block.getCode())) {
            MethodCallExpression detail = Ast.call(statement);
            if (detail == null) {
                errors.add(statement, "Expected to find ‘someKey \"someValue\"’");
            } else if (Ast.block(detail) == null && Ast.arguments(detail).size() == 1) {
                details.put(
                        detail.getMethodAsString(),
                        Ast.lazy(Ast.arguments(detail).get(0)));
            }
        }
        return details.build();
    }

    private static Expression agent(String type, Expression details) {
        return new Ast.MapBuilder()
                .put("type", Ast.constant(type))
                .put("details", details)
                .build();
    }
}
