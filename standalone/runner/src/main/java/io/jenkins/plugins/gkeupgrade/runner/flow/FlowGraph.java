package io.jenkins.plugins.gkeupgrade.runner.flow;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.console.Console;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

/** The nodes of a run, each printed to the console as it comes, in Jenkins' words. */
public final class FlowGraph {
    private final FlowExecution execution;
    private final Console console;
    private final AtomicInteger ids = new AtomicInteger(1);
    private final List<PipelineNode> nodes = new CopyOnWriteArrayList<>();

    FlowGraph(FlowExecution execution, Console console) {
        this.execution = execution;
        this.console = console;
    }

    PipelineNode node(PipelineNode enclosing, String functionName) {
        return add(enclosing, functionName, null);
    }

    PipelineNode bodyStart(PipelineNode step, String label) {
        return add(step, "{", label);
    }

    private PipelineNode add(PipelineNode enclosing, String functionName, String label) {
        PipelineNode node =
                new PipelineNode(execution, Integer.toString(ids.incrementAndGet()), enclosing, functionName);
        if (label != null) {
            node.addAction(new LabelAction(label));
        }
        nodes.add(node);
        console.println("[Pipeline] " + node.text());
        return node;
    }

    /** The worst result that a warning within the block has, or SUCCESS. */
    public Result worstWarningWithin(PipelineNode block) {
        Result worst = Result.SUCCESS;
        for (PipelineNode node : nodes) {
            WarningAction warning = node.getAction(WarningAction.class);
            if (warning != null && node.isWithin(block)) {
                worst = worst.combine(warning.getResult());
            }
        }
        return worst;
    }

    public List<PipelineNode> nodes() {
        return List.copyOf(nodes);
    }
}
