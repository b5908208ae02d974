package io.jenkins.plugins.gkeupgrade.runner.console;

import hudson.model.TaskListener;
import java.io.PrintStream;
import java.util.function.UnaryOperator;

/** What steps print through; lines pass a decoration, such as a branch's name, on their way to the console. */
public final class ConsoleListener implements TaskListener {
    private static final long serialVersionUID = 1L;

    private final transient PrintStream logger;

    public ConsoleListener(Console console, UnaryOperator<String> decoration) {
        this.logger = LineStream.printer(line -> console.println(decoration.apply(line)));
    }

    @Override
    public PrintStream getLogger() {
        return logger;
    }
}
