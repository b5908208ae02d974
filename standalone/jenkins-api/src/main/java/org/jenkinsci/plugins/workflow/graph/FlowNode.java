package org.jenkinsci.plugins.workflow.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.Actionable;
import hudson.model.Saveable;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

public abstract class FlowNode extends Actionable implements Saveable {
    private final transient FlowExecution execution;
    private final transient List<FlowNode> parents;
    private final String id;

    protected FlowNode(FlowExecution exec, String id, List<FlowNode> parents) {
        this.execution = exec;
        this.id = id;
        this.parents = List.copyOf(parents);
    }

    protected FlowNode(FlowExecution exec, String id, FlowNode... parents) {
        this(exec, id, List.of(parents));
    }

    public String getId() {
        return id;
    }

    @NonNull
    public FlowExecution getExecution() {
        return execution;
    }

    @NonNull
    public List<FlowNode> getParents() {
        return parents;
    }

    @Override
    public String getDisplayName() {
        LabelAction label = getPersistentAction(LabelAction.class);
        return label == null ? getTypeDisplayName() : label.getDisplayName();
    }

    protected abstract String getTypeDisplayName();

    public String getUrl() throws IOException {
        return getExecution().getUrl() + "node/" + getId() + '/';
    }

    @CheckForNull
    public final <T extends Action> T getPersistentAction(@NonNull Class<T> type) {
        return getAction(type);
    }

    /** Nothing is kept: there is no Jenkins home. */
    @Override
    public void save() throws IOException {}

    @Override
    public boolean equals(Object obj) {
        return obj instanceof FlowNode other && id.equals(other.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
