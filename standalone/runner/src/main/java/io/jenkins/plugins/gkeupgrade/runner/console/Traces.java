package io.jenkins.plugins.gkeupgrade.runner.console;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Prints errors as Jenkins does: expected ones as a sentence, surprising ones with a stack trace. */
public final class Traces {
    private static final List<String> NOISE = List.of(
            "\tat org.codehaus.groovy.",
            "\tat groovy.lang.",
            "\tat java.base/java.lang.reflect.",
            "\tat java.base/java.lang.Thread.run",
            "\tat java.base/jdk.internal.reflect.",
            "\tat jdk.internal.reflect.",
            "\tat io.jenkins.plugins.gkeupgrade.runner.",
            "\tat picocli.");

    private Traces() {}

    public static void print(Throwable error, Run<?, ?> run, TaskListener listener) {
        if (error instanceof AbortException) {
            listener.error(error.getMessage());
        } else if (error instanceof FlowInterruptedException interruption) {
            interruption.handle(run, listener);
        } else {
            listener.getLogger().println(text(error));
        }
    }

    /** The stack trace without the frames of Groovy's and the runner's own machinery. */
    public static String text(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString()
                .lines()
                .filter(line -> NOISE.stream().noneMatch(line::startsWith))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
