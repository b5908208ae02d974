package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.util.List;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** One step, or the start or end of a block, in the graph of a run. */
public final class PipelineNode extends FlowNode {
    private final PipelineNode enclosing;
    private final String functionName;

    PipelineNode(FlowExecution execution, String id, PipelineNode enclosing, String functionName) {
        super(execution, id, List.of());
        this.enclosing = enclosing;
        this.functionName = functionName;
    }

    int number() {
        return Integer.parseInt(getId());
    }

    /** The start of the block around this node; null for the outermost. */
    public PipelineNode enclosing() {
        return enclosing;
    }

    boolean isWithin(PipelineNode block) {
        for (PipelineNode node = this; node != null; node = node.enclosing) {
            if (node == block) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected String getTypeDisplayName() {
        return functionName;
    }

    /** The step's name, or a brace for a block, with the block's label. */
    String text() {
        LabelAction label = getAction(LabelAction.class);
        return label == null ? functionName : functionName + " (" + label.getDisplayName() + ")";
    }
}
