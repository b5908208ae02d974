package io.jenkins.plugins.gkeupgrade.runner.script;

import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Has {@code sleep 5} in scripts call the step. Groovy puts a method {@code sleep(long)} on every object, which would
 * come first inside closures and stop the thread for 5 milliseconds.
 */
final class SleepCalls extends CompilationCustomizer {
    static final String ALIAS = "sleep ";

    SleepCalls() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        if (type.isScript()) {
            new ClassCodeVisitorSupport() {
                @Override
                public void visitMethodCallExpression(MethodCallExpression call) {
                    if (call.isImplicitThis() && "sleep".equals(call.getMethodAsString())) {
                        ConstantExpression step = new ConstantExpression(ALIAS);
                        step.setSourcePosition(call.getMethod());
                        call.setMethod(step);
                    }
                    super.visitMethodCallExpression(call);
                }

                @Override
                protected SourceUnit getSourceUnit() {
                    return source;
                }
            }.visitClass(type);
        }
    }
}
