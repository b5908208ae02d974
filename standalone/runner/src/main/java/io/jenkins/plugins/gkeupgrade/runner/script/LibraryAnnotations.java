package io.jenkins.plugins.gkeupgrade.runner.script;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.control.messages.SimpleMessage;

/** Loads the libraries that a script names by {@code @Library}, before the names in the script are resolved. */
final class LibraryAnnotations extends CompilationCustomizer {
    private final Libraries libraries;

    LibraryAnnotations(Libraries libraries) {
        super(CompilePhase.CONVERSION);
        this.libraries = libraries;
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        List<String> names = new ArrayList<>();
        ClassCodeVisitorSupport visitor = new ClassCodeVisitorSupport() {
            @Override
            public void visitAnnotations(AnnotatedNode node) {
                node.getAnnotations().forEach(each -> names.addAll(namesIn(each)));
            }

            @Override
            protected SourceUnit getSourceUnit() {
                return source;
            }
        };
        visitor.visitClass(type);
        source.getAST().getImports().forEach(visitor::visitAnnotations);
        source.getAST().getStarImports().forEach(visitor::visitAnnotations);
        source.getAST().getStaticImports().values().forEach(visitor::visitAnnotations);
        for (String name : names) {
            try {
                libraries.load(name);
            } catch (IllegalArgumentException e) {
                source.getErrorCollector()
                        .addErrorAndContinue(new SimpleMessage("Loading libraries failed: " + e.getMessage(), source));
            }
        }
    }

    private static List<String> namesIn(AnnotationNode annotation) {
        String type = annotation.getClassNode().getName();
        if (!type.equals("Library") && !type.endsWith(".Library")) {
            return List.of();
        }
        Expression value = annotation.getMember("value");
        List<Expression> values = value instanceof ListExpression list
                ? list.getExpressions()
                : value == null ? List.of() : List.of(value);
        return values.stream()
                .filter(ConstantExpression.class::isInstance)
                .map(Expression::getText)
                .toList();
    }
}
