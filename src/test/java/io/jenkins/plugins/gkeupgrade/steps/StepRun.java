package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.config.ClusterConnector;
import io.jenkins.plugins.gkeupgrade.config.ClusterTarget;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jenkins.util.Timer;

/** A stage that runs exactly as a build's step runs it, on connections and in a time that somebody else gives. */
public final class StepRun {
    private final FakeStepContext context = new FakeStepContext();
    private final TickingStepExecution<?> execution;

    private StepRun(StageRequest<? extends Serializable> request, StepRuntime runtime) {
        execution = new Execution<>(context, request, runtime);
    }

    private static final class Execution<S extends Serializable> extends TickingStepExecution<S> {
        private static final long serialVersionUID = 1L;

        private final transient StepRuntime runtime;

        private Execution(FakeStepContext context, StageRequest<S> request, StepRuntime runtime) {
            super(context, "step", new ClusterTarget("projects/p/locations/europe-west1/clusters/c", null), request);
            this.runtime = runtime;
        }

        @Override
        StepRuntime runtime() {
            return runtime;
        }
    }

    public static StepRun start(
            StageRequest<? extends Serializable> request, ClusterConnector connector, TickScheduler scheduler) {
        StepRun run = new StepRun(request, new StepRuntime(scheduler, connector, Timer.get()));
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

    public List<String> console() {
        return context.lines();
    }

    /** Ends it as an abort of its build does. */
    public void abort() {
        execution.stop(new InterruptedException("The benchmark is over."));
    }
}
