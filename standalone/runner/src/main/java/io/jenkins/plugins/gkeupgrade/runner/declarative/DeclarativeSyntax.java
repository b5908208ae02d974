package io.jenkins.plugins.gkeupgrade.runner.declarative;

import io.jenkins.plugins.gkeupgrade.runner.flow.StepCaller;
import java.util.List;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Turns {@code pipeline { ... }} into a call with one map, in which everything that is to be evaluated later is a
 * closure. Jenkins does the same, so what is wrong with the structure is a compile error before anything runs.
 */
public final class DeclarativeSyntax extends CompilationCustomizer {
    private final StepCaller steps;

    public DeclarativeSyntax(StepCaller steps) {
        super(CompilePhase.CONVERSION);
        this.steps = steps;
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        if (!type.isScript()) {
            return;
        }
        SyntaxErrors errors = new SyntaxErrors(source);
        List<Statement> script = source.getAST().getStatementBlock().getStatements();
        boolean found = transformIn(script, errors);
        for (MethodNode method : type.getMethods("call")) {
            found |= transformIn(Ast.statements(method.getCode()), errors);
        }
        if (!found) {
            script.forEach(statement -> refuseNested(statement, errors));
        }
    }

    private boolean transformIn(List<Statement> statements, SyntaxErrors errors) {
        boolean found = false;
        for (Statement statement : statements) {
            MethodCallExpression call = Ast.call(statement);
            if (call != null && call.getMethodAsString().equals("pipeline") && Ast.block(call) != null) {
                found = true;
                MapExpression model = new PipelineReader(errors, steps).read(call, Ast.block(call));
                if (errors.isEmpty()) {
                    Ast.replaceArguments(call, model);
                }
            }
        }
        return found;
    }

    private static void refuseNested(Statement statement, SyntaxErrors errors) {
        statement.visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                boolean block = !Ast.arguments(call).isEmpty() && Ast.block(call) instanceof ClosureExpression;
                if (call.isImplicitThis() && "pipeline".equals(call.getMethodAsString()) && block) {
                    errors.add(call, "pipeline block must be at the top-level, not within another block.");
                }
                super.visitMethodCallExpression(call);
            }
        });
    }
}
