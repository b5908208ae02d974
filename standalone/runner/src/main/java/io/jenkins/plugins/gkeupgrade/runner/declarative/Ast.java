package io.jenkins.plugins.gkeupgrade.runner.declarative;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Takes Groovy's syntax tree apart and builds new pieces of it. */
final class Ast {
    private Ast() {}

    /** The statements of a block, or the one statement. */
    static List<Statement> statements(Statement code) {
        return code instanceof BlockStatement block ? block.getStatements() : List.of(code);
    }

    /** The call {@code name(...)} that the statement is; null when it is something else. */
    static MethodCallExpression call(Statement statement) {
        return statement instanceof ExpressionStatement expression ? call(expression.getExpression()) : null;
    }

    static MethodCallExpression call(Expression expression) {
        return expression instanceof MethodCallExpression call
                        && call.isImplicitThis()
                        && call.getMethodAsString() != null
                ? call
                : null;
    }

    /** Whether the statement is a call on something, as {@code object.name(...)}. */
    static boolean isObjectCall(Statement statement) {
        return statement instanceof ExpressionStatement expression
                && expression.getExpression() instanceof MethodCallExpression call
                && !call.isImplicitThis();
    }

    /** All arguments, a block included. Named ones are one map. */
    static List<Expression> arguments(MethodCallExpression call) {
        return call.getArguments() instanceof TupleExpression tuple
                ? tuple.getExpressions()
                : List.of(call.getArguments());
    }

    /** The block at the end of the call; null when there is none. */
    static ClosureExpression block(MethodCallExpression call) {
        List<Expression> arguments = arguments(call);
        return !arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof ClosureExpression closure
                ? closure
                : null;
    }

    /** The arguments before the block. */
    static List<Expression> plainArguments(MethodCallExpression call) {
        List<Expression> arguments = arguments(call);
        return block(call) == null ? arguments : arguments.subList(0, arguments.size() - 1);
    }

    static ConstantExpression constant(Object value) {
        return new ConstantExpression(value);
    }

    static ListExpression list(List<? extends Expression> elements) {
        ListExpression list = new ListExpression();
        elements.forEach(list::addExpression);
        return list;
    }

    /** The arguments as a list literal. */
    static ListExpression argumentList(List<Expression> arguments) {
        List<Expression> values = new ArrayList<>();
        for (Expression argument : arguments) {
            values.add(
                    argument instanceof MapExpression named
                            ? new MapExpression(new ArrayList<>(named.getMapEntryExpressions()))
                            : argument);
        }
        return list(values);
    }

    /** A closure that returns the value of the expression, to be evaluated when its time has come. */
    static ClosureExpression lazy(Expression value) {
        ReturnStatement result = new ReturnStatement(value);
        result.setSourcePosition(value);
        BlockStatement code = new BlockStatement(new ArrayList<>(List.of(result)), new VariableScope());
        return at(value, new ClosureExpression(Parameter.EMPTY_ARRAY, code));
    }

    static ClosureExpression at(ASTNode place, ClosureExpression closure) {
        closure.setVariableScope(new VariableScope());
        closure.setSourcePosition(place);
        return closure;
    }

    static void replaceArguments(MethodCallExpression call, Expression only) {
        call.setArguments(new ArgumentListExpression(only));
    }

    /** Collects the entries of a map literal. */
    static final class MapBuilder {
        private final MapExpression map = new MapExpression();

        MapBuilder put(String key, Expression value) {
            if (value != null) {
                map.addMapEntryExpression(new MapEntryExpression(constant(key), value));
            }
            return this;
        }

        MapExpression build() {
            return map;
        }
    }
}
