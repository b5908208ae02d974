package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step's voice in the console of its build, from its first line to its end; a controller's restart gives it a new one. */
final class StepConsole {
    private final StepContext context;
    private final String label;
    private volatile ConsoleProgress progress;

    /** @param label what tells this step's lines from those of a parallel one */
    StepConsole(StepContext context, String label) {
        this.context = context;
        this.label = label;
    }

    /** @throws IOException when the build cannot be read */
    ConsoleProgress progress() throws IOException, InterruptedException {
        ConsoleProgress known = progress;
        if (known == null) {
            known = new ConsoleProgress(context.get(TaskListener.class).getLogger(), label);
            progress = known;
        }
        return known;
    }

    void close() {
        ConsoleProgress known = progress;
        if (known != null) {
            known.close();
        }
    }
}
