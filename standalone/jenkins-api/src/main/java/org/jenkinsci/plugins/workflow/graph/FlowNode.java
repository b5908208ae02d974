package org.jenkinsci.plugins.workflow.graph;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Actionable;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

public abstract class FlowNode extends Actionable {
    private final FlowExecution exec;
    private final String id;
    private final List<FlowNode> parents;

    protected FlowNode(FlowExecution exec, String id, List<FlowNode> parents) {
        this.exec = exec;
        this.id = id;
        this.parents = List.copyOf(parents);
    }

    @NonNull
    public FlowExecution getExecution() {
        return exec;
    }

    public String getId() {
        return id;
    }

    @NonNull
    public List<FlowNode> getParents() {
        return parents;
    }

    protected abstract String getTypeDisplayName();

    protected String getTypeFunctionName() {
        return getDisplayName();
    }

    @Override
    public String getDisplayName() {
        LabelAction label = getAction(LabelAction.class);
        return label == null ? getTypeDisplayName() : label.getDisplayName();
    }

    public String getDisplayFunctionName() {
        LabelAction label = getAction(LabelAction.class);
        return label == null ? getTypeFunctionName() : getTypeFunctionName() + " (" + label.getDisplayName() + ")";
    }
}
