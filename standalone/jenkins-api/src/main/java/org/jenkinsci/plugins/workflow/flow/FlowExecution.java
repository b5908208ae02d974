package org.jenkinsci.plugins.workflow.flow;

import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public abstract class FlowExecution {
    public abstract List<FlowNode> getCurrentHeads();

    public String getUrl() throws IOException {
        throw new UnsupportedOperationException("There is no Jenkins home.");
    }

    public boolean blocksRestart() {
        return true;
    }
}
