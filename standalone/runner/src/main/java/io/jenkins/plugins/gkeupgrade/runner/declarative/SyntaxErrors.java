package io.jenkins.plugins.gkeupgrade.runner.declarative;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Reports what is wrong with a Declarative Pipeline at its place in the source, as compile errors. */
final class SyntaxErrors {
    private final SourceUnit source;
    private int count;

    SyntaxErrors(SourceUnit source) {
        this.source = source;
    }

    void add(ASTNode place, String message) {
        count++;
        SyntaxException error = new SyntaxException(
                message,
                place.getLineNumber(),
                place.getColumnNumber(),
                place.getLastLineNumber(),
                place.getLastColumnNumber());
        source.getErrorCollector().addErrorAndContinue(new SyntaxErrorMessage(error, source));
    }

    boolean isEmpty() {
        return count == 0;
    }
}
