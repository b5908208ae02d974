package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;
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

    private final StepContext context;
    private String label = "";

    NodeMarks(StepContext context) {
        this.context = context;
    }

    void doing(String what) {
        String line = what.lines().findFirst().orElse("");
        String text = line.length() <= LONGEST_LABEL ? line : line.substring(0, LONGEST_LABEL - 1) + "…";
        if (!text.equals(label)) {
            label = text;
            onNode(node -> node.addOrReplaceAction(new LabelAction(text)));
        }
    }

    void waiting() {
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
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "Cannot mark the step's node", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
