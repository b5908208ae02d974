package io.jenkins.plugins.gkeupgrade.runner.declarative;

import io.jenkins.plugins.gkeupgrade.runner.flow.StepCaller;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;

/** Reads the sections that may stand in {@code pipeline} as well as in a stage. */
final class SectionReader {
    private final SyntaxErrors errors;
    private final StepsReader stepsReader;
    private final OptionNames optionNames;

    SectionReader(SyntaxErrors errors, StepCaller steps, StepsReader stepsReader) {
        this.errors = errors;
        this.stepsReader = stepsReader;
        this.optionNames = new OptionNames(steps);
    }

    /** The block of a section that must have one. */
    ClosureExpression blockOf(MethodCallExpression section) {
        ClosureExpression block = Ast.block(section);
        if (block == null) {
            errors.add(section, "Expected a block for " + section.getMethodAsString());
        }
        return block;
    }

    private List<Statement> statementsOf(MethodCallExpression section) {
        ClosureExpression block = blockOf(section);
        return block == null ? List.of() : Ast.statements(block.getCode());
    }

    Expression agent(MethodCallExpression section) {
        return new AgentReader(errors).read(section);
    }

    /** A map from the variable's name to its value, made when it is asked for. */
    MapExpression environment(MethodCallExpression section) {
        Ast.MapBuilder values = new Ast.MapBuilder();
        Ast.MapBuilder credentials = new Ast.MapBuilder();
        Set<String> seen = new HashSet<>();
        List<Statement> statements = statementsOf(section);
        if (statements.isEmpty()) {
            errors.add(section, "No variables specified for environment");
        }
        for (Statement statement : statements) {
            if (!(statement instanceof ExpressionStatement expression
                    && expression.getExpression() instanceof BinaryExpression assignment
                    && assignment.getOperation().getType() == Types.EQUAL
                    && assignment.getLeftExpression() instanceof VariableExpression variable)) {
                errors.add(
                        statement,
                        "\"" + statement.getText() + "\" is not a valid environment expression. Use \"key = value\""
                                + " pairs with valid Java/shell keys.");
                continue;
            }
            String name = variable.getName();
            if (!seen.add(name)) {
                errors.add(statement, "Duplicate environment variable name: \"" + name + "\"");
            }
            Expression value = assignment.getRightExpression();
            MethodCallExpression call = Ast.call(value);
            if (call != null && call.getMethodAsString().equals("credentials")) {
                credentials.put(name, Ast.lazy(Ast.argumentList(Ast.arguments(call))));
            } else {
                checkEnvironmentValue(value);
                values.put(name, Ast.lazy(value));
            }
        }
        return new Ast.MapBuilder()
                .put("values", values.build())
                .put("credentials", credentials.build())
                .build();
    }

    private void checkEnvironmentValue(Expression value) {
        if (value instanceof BinaryExpression sum) {
            if (sum.getOperation().getType() != Types.PLUS) {
                errors.add(value, "Environment variable values can only be joined together with ‘+’s.");
            }
            for (Expression part : List.of(sum.getLeftExpression(), sum.getRightExpression())) {
                if (part instanceof BinaryExpression) {
                    checkEnvironmentValue(part);
                } else if (!(part instanceof ConstantExpression || part instanceof GStringExpression)) {
                    errors.add(
                            part,
                            "Environment variable values to be concatenated together must be single or double quoted.");
                }
            }
        } else if (!(value instanceof ConstantExpression
                || value instanceof GStringExpression
                || value instanceof MethodCallExpression)) {
            errors.add(
                    value,
                    "Environment variable values must either be single quoted, double quoted, or function calls.");
        }
    }

    MapExpression post(MethodCallExpression section) {
        Ast.MapBuilder conditions = new Ast.MapBuilder();
        Set<String> seen = new HashSet<>();
        List<Statement> statements = statementsOf(section);
        if (statements.isEmpty()) {
            errors.add(section, "post can not be empty");
        }
        for (Statement statement : statements) {
            MethodCallExpression call = Ast.call(statement);
            ClosureExpression block = call == null ? null : Ast.block(call);
            if (block == null) {
                errors.add(
                        statement,
                        "The ‘post’ section can only contain build condition names with code blocks. Valid condition"
                                + " names are " + PostCondition.names());
                continue;
            }
            String name = call.getMethodAsString();
            if (!PostCondition.names().contains(name)) {
                errors.add(call, "Invalid condition \"" + name + "\" - valid conditions are " + PostCondition.names());
            }
            if (!seen.add(name)) {
                errors.add(call, "Duplicate build condition name: \"" + name + "\"");
            }
            stepsReader.check(block, false);
            conditions.put(name, block);
        }
        return conditions.build();
    }

    /** Options as a list of names, each with its arguments in a closure. */
    Expression options(MethodCallExpression section) {
        List<Expression> options = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (MethodCallExpression call : callsIn(section, "option", "Options")) {
            String name = call.getMethodAsString();
            if (!seen.add(name)) {
                errors.add(call, "Duplicate option name: \"" + name + "\"");
            }
            if (!optionNames.isKnown(name)) {
                errors.add(call, "Invalid option type \"" + name + "\". Valid option types: " + optionNames.all());
            }
            options.add(new Ast.MapBuilder()
                    .put("name", Ast.constant(name))
                    .put("arguments", Ast.lazy(Ast.argumentList(Ast.arguments(call))))
                    .build());
        }
        return Ast.list(options);
    }

    /** Parameter definitions, each a call in a closure. */
    Expression parameters(MethodCallExpression section) {
        List<Expression> parameters = new ArrayList<>();
        for (MethodCallExpression call : callsIn(section, "build parameter definition", "Build parameters")) {
            if (!ParameterNames.isKnown(call.getMethodAsString())) {
                errors.add(
                        call,
                        "Invalid parameter type \"" + call.getMethodAsString() + "\". Valid parameter types: "
                                + ParameterNames.all());
            }
            parameters.add(Ast.lazy(call));
        }
        return Ast.list(parameters);
    }

    /** Names only, of things that are accepted without effect. */
    Expression names(MethodCallExpression section, String what) {
        return Ast.list(callsIn(section, what, what).stream()
                .map(call -> Ast.constant(call.getMethodAsString()))
                .toList());
    }

    Expression libraries(MethodCallExpression section) {
        List<Expression> libraries = new ArrayList<>();
        for (MethodCallExpression call : callsIn(section, "library", "Libraries")) {
            if (!call.getMethodAsString().equals("lib") || Ast.arguments(call).size() != 1) {
                errors.add(call, "Expected a \"lib(...)\" but got " + call.getText());
            } else {
                libraries.add(Ast.lazy(Ast.arguments(call).get(0)));
            }
        }
        return Ast.list(libraries);
    }

    private List<MethodCallExpression> callsIn(MethodCallExpression section, String what, String plural) {
        List<MethodCallExpression> calls = new ArrayList<>();
        for (Statement statement : statementsOf(section)) {
            MethodCallExpression call = Ast.call(statement);
            if (call == null) {
                errors.add(statement, "Expected " + (what.startsWith("o") ? "an " : "a ") + what);
            } else if (Ast.block(call) != null) {
                errors.add(call, plural + " definitions cannot have blocks");
            } else {
                calls.add(call);
            }
        }
        if (calls.isEmpty()) {
            errors.add(section, section.getMethodAsString() + " can not be empty");
        }
        return calls;
    }

    MapExpression input(MethodCallExpression section) {
        Ast.MapBuilder input = new Ast.MapBuilder();
        Set<String> seen = new HashSet<>();
        for (Statement statement : statementsOf(section)) {
            MethodCallExpression field = Ast.call(statement);
            if (field == null) {
                errors.add(
                        statement,
                        "Not a valid section definition: \"" + statement.getText()
                                + "\". Some extra configuration is required.");
                continue;
            }
            String name = field.getMethodAsString();
            seen.add(name);
            if (name.equals("parameters")) {
                input.put(name, parameters(field));
            } else if (Set.of("message", "id", "ok", "submitter", "submitterParameter")
                    .contains(name)) {
                if (Ast.arguments(field).size() != 1) {
                    errors.add(field, "Expected one argument for field \"" + name + "\"");
                } else {
                    input.put(name, Ast.lazy(Ast.arguments(field).get(0)));
                }
            } else {
                errors.add(field, "Not a valid field for input: \"" + name + "\"");
            }
        }
        if (!seen.contains("message")) {
            errors.add(section, "No message specified for input");
        }
        return input.build();
    }
}
