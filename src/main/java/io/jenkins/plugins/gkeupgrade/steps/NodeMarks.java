package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/**
 * What stage views show of a step: what it does now, whether it waits, and how it ended. Decoration only: a failure to
 * draw it never fails the step.
 */
final class NodeMarks {
    private static final Logger LOGGER = Logger.getLogger(NodeMarks.class.getName());
    /** As long as the labels of {@code sh} steps. */
    private static final int LONGEST_LABEL = 100;

    /** So often at most is a label written that changes in its numbers only: it is stored with the build. */
    private static final Duration NUMBERS_ONLY = Duration.ofSeconds(10);

    private final StepContext context;
    private String label = "";
    private String told = "";
    private Instant labelledAt = Instant.MIN;

    NodeMarks(StepContext context) {
        this.context = context;
    }

    void doing(String what) {
        told = what;
        String line = what.lines().findFirst().orElse("");
        String text = line.length() <= LONGEST_LABEL ? line : line.substring(0, LONGEST_LABEL - 1) + "…";
        if (!text.equals(label)) {
            label = text;
            onNode(node -> node.addOrReplaceAction(new LabelAction(text)));
        }
    }

    /** @param what the step waits for; the label follows it, though not every count up */
    void waiting(String what, Instant now) {
        boolean sameWords = ConsoleProgress.words(what).equals(ConsoleProgress.words(told));
        if (!sameWords || !now.isBefore(labelledAt.plus(NUMBERS_ONLY))) {
            doing(what);
            labelledAt = now;
        }
        onNode(node -> {
            if (!PauseAction.isPaused(node)) {
                node.addAction(new PauseAction("GKE upgrade"));
            }
        });
    }

    void working() {
        onNode(node -> {
            if (PauseAction.isPaused(node)) {
                PauseAction.endCurrentPause(node);
            }
        });
    }

    /** Yellow, with the sentence. */
    void unstable(String summary) {
        onNode(node -> node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(summary)));
        try {
            Run<?, ?> run = context.get(Run.class);
            run.setResult(Result.UNSTABLE);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot mark the build unstable", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Mark {
        void on(FlowNode node) throws IOException;
    }

    private void onNode(Mark mark) {
        try {
            mark.on(context.get(FlowNode.class));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, "Cannot mark the step's node", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
