package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Run;
import io.jenkins.plugins.gkeupgrade.config.ClusterConnector;
import io.jenkins.plugins.gkeupgrade.config.ClusterTarget;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.report.GkeUpgradeAction;
import io.jenkins.plugins.gkeupgrade.report.UpgradeReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** A stage that runs exactly as a build's step runs it, on connections and in a time that somebody else gives. */
public final class StepRun {
    private final FakeStepContext context = new FakeStepContext();
    private final TickingStepExecution<?> execution;

    private StepRun(String cluster, StageRequest<? extends Serializable> request, StepRuntime runtime) {
        execution = new Execution<>(context, cluster, request, runtime);
    }

    private static final class Execution<S extends Serializable> extends TickingStepExecution<S> {
        private static final long serialVersionUID = 1L;

        private final transient StepRuntime runtime;

        private Execution(FakeStepContext context, String cluster, StageRequest<S> request, StepRuntime runtime) {
            super(context, "step", new ClusterTarget(cluster, null), request);
            this.runtime = runtime;
        }

        @Override
        StepRuntime runtime() {
            return runtime;
        }
    }

    public static StepRun start(
            StageRequest<? extends Serializable> request, ClusterConnector connector, TickScheduler scheduler) {
        return start("projects/p/locations/europe-west1/clusters/c", request, connector, scheduler);
    }

    /** @param cluster as the step would name it */
    static StepRun start(
            String cluster,
            StageRequest<? extends Serializable> request,
            ClusterConnector connector,
            TickScheduler scheduler) {
        StepRun run =
                new StepRun(cluster, request, new StepRuntime(scheduler, connector, new GateClient(), Timer.get()));
        run.execution.start();
        return run;
    }

    /**
     * Waits for the step's result.
     *
     * @throws IllegalStateException when it fails or takes longer; with its console
     */
    public Map<?, ?> result(Duration patience) throws InterruptedException {
        boolean ended = context.completesWithin(patience.toMillis());
        if (ended && context.ends().get(0) instanceof Map<?, ?> result) {
            return result;
        }
        throw new IllegalStateException(
                (ended ? "The step failed: " + context.ends().get(0) : "The step has not ended within " + patience)
                        + "\n" + String.join("\n", context.lines()));
    }

    /** What a controller would store of it now. */
    byte[] stored() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(execution);
        }
        return bytes.toByteArray();
    }

    /** The report of its build. */
    UpgradeReport report() {
        return context.get(Run.class).getAction(GkeUpgradeAction.class).getReport();
    }

    public List<String> console() {
        return context.lines();
    }

    /** Ends it as an abort of its build does. */
    public void abort() {
        abort(new InterruptedException("The benchmark is over."));
    }

    void abort(Throwable cause) {
        execution.stop(cause);
    }

    boolean printsWithin(String text, Duration patience) throws InterruptedException {
        return context.printsWithin(text, patience.toMillis());
    }

    /** The warning that makes the build unstable; null when there is none. */
    WarningAction warning() {
        return context.get(FlowNode.class).getAction(WarningAction.class);
    }

    /** What the step ended with; null when it has not ended within that time. */
    Object end(Duration patience) throws InterruptedException {
        return context.completesWithin(patience.toMillis()) ? context.ends().get(0) : null;
    }
}
