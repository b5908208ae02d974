package io.jenkins.plugins.gkeupgrade.runner.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads {@code matrix}: axes of literal values, excluded combinations, and what every cell does. */
final class MatrixReader {
    private final SyntaxErrors errors;
    private final StageReader stages;

    MatrixReader(SyntaxErrors errors, StageReader stages) {
        this.errors = errors;
        this.stages = stages;
    }

    Expression read(MethodCallExpression section, ClosureExpression block) {
        Ast.MapBuilder cell = new Ast.MapBuilder();
        Ast.MapBuilder matrix = new Ast.MapBuilder();
        Set<String> seen = new HashSet<>();
        for (MethodCallExpression call : callsIn(block)) {
            String key = call.getMethodAsString();
            if (!seen.add(key)) {
                errors.add(call, "Multiple occurrences of the " + key + " section");
            }
            switch (key) {
                case "axes" -> matrix.put(key, axes(call, Set.of("name", "values")));
                case "excludes" -> matrix.put(key, excludes(call));
                default -> {
                    if (!stages.readCommon(cell, call, key)) {
                        errors.add(call, "Undefined section \"" + key + "\"");
                    }
                }
            }
        }
        for (String required : List.of("axes", "stages")) {
            if (!seen.contains(required)) {
                errors.add(section, "Missing required section \"" + required + "\"");
            }
        }
        return matrix.put("cell", cell.build()).build();
    }

    private Expression excludes(MethodCallExpression section) {
        List<Expression> excludes = new ArrayList<>();
        for (MethodCallExpression call : callsIn(Ast.block(section))) {
            excludes.add(axes(call, Set.of("name", "values", "notValues")));
        }
        return Ast.list(excludes);
    }

    private Expression axes(MethodCallExpression section, Set<String> fields) {
        List<Expression> axes = new ArrayList<>();
        for (MethodCallExpression axis : callsIn(Ast.block(section))) {
            if (!axis.getMethodAsString().equals("axis")) {
                errors.add(axis, "Expected an axis");
                continue;
            }
            Ast.MapBuilder model = new Ast.MapBuilder();
            for (MethodCallExpression field : callsIn(Ast.block(axis))) {
                String key = field.getMethodAsString();
                if (!fields.contains(key)) {
                    errors.add(field, "Undefined section \"" + key + "\"");
                } else {
                    model.put(key, Ast.list(literals(field)));
                }
            }
            axes.add(model.build());
        }
        if (axes.isEmpty()) {
            errors.add(section, "No axis directives specified");
        }
        return Ast.list(axes);
    }

    private List<Expression> literals(MethodCallExpression field) {
        for (Expression value : Ast.arguments(field)) {
            if (!(value instanceof ConstantExpression)) {
                errors.add(value, "Expected string literal but got " + value.getText());
            }
        }
        return Ast.arguments(field);
    }

    private List<MethodCallExpression> callsIn(ClosureExpression block) {
        List<MethodCallExpression> calls = new ArrayList<>();
        for (Statement statement : block == null ? List.<Statement>of() : Ast.statements(block.getCode())) {
            MethodCallExpression call = Ast.call(statement);
            if (call == null) {
                errors.add(
                        statement,
                        "Not a valid section definition: \"" + statement.getText()
                                + "\". Some extra configuration is required.");
            } else {
                calls.add(call);
            }
        }
        return calls;
    }
}
