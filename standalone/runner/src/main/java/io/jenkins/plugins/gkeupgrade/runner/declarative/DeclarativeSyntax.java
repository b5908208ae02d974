package io.jenkins.plugins.gkeupgrade.runner.declarative;

import io.jenkins.plugins.gkeupgrade.runner.flow.StepCaller;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
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
        boolean found = false;
        for (Statement statement : script) {
            MethodCallExpression call = Ast.call(statement);
            if (call != null && isPipeline(call)) {
                found = true;
                transform(call, errors);
            }
        }
        // In a library's variable the block may be anywhere in the method "call".
        for (MethodNode method : type.getMethods("call")) {
            List<MethodCallExpression> calls = new ArrayList<>();
            method.getCode().visit(pipelinesInto(calls));
            calls.forEach(call -> transform(call, errors));
        }
        if (!found) {
            List<MethodCallExpression> nested = new ArrayList<>();
            script.forEach(statement -> statement.visit(pipelinesInto(nested)));
            nested.forEach(
                    call -> errors.add(call, "pipeline block must be at the top-level, not within another block."));
        }
    }

    private void transform(MethodCallExpression call, SyntaxErrors errors) {
        MapExpression model = new PipelineReader(errors, steps).read(call, Ast.block(call));
        if (errors.isEmpty()) {
            Ast.replaceArguments(call, model);
        }
    }

    private static boolean isPipeline(MethodCallExpression call) {
        return call.isImplicitThis() && "pipeline".equals(call.getMethodAsString()) && Ast.block(call) != null;
    }

    private static CodeVisitorSupport pipelinesInto(List<MethodCallExpression> found) {
        return new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (isPipeline(call)) {
                    found.add(call);
                }
                super.visitMethodCallExpression(call);
            }
        };
    }
}
