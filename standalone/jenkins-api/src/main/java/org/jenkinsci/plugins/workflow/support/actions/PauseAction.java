package org.jenkinsci.plugins.workflow.support.actions;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.PersistentAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public class PauseAction extends InvisibleAction implements PersistentAction {
    private final String cause;
    private boolean ended;

    public PauseAction(String cause) {
        this.cause = cause;
    }

    public String getCause() {
        return cause;
    }

    public boolean isPaused() {
        return !ended;
    }

    public static void endCurrentPause(@NonNull FlowNode node) throws IOException {
        List<PauseAction> pauses = node.getActions(PauseAction.class);
        if (!pauses.isEmpty()) {
            pauses.get(pauses.size() - 1).ended = true;
        }
    }

    public static boolean isPaused(@NonNull FlowNode node) {
        List<PauseAction> pauses = node.getActions(PauseAction.class);
        return !pauses.isEmpty() && pauses.get(pauses.size() - 1).isPaused();
    }
}
