package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.config.ClusterTarget;
import io.jenkins.plugins.gkeupgrade.engine.Reconciler;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import java.io.Serializable;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Drives any stage as a Pipeline step. What is kept here is all that survives a restart of the controller: the request,
 * and the stage's small state. Everything that lives, such as connections and timers, is in a {@link TickSession}, which
 * a restart simply makes anew.
 *
 * @param <S> state of the stage
 */
public class TickingStepExecution<S extends Serializable> extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final String function;
    private final ClusterTarget target;
    private final StageRequest<S> request;
    private volatile Reconciler.Run<S> run;
    private volatile Instant startedAt;
    private transient TickSession<S> session;

    /** @param function name of the step, as Pipelines call it */
    public TickingStepExecution(StepContext context, String function, ClusterTarget target, StageRequest<S> request) {
        super(context);
        this.function = function;
        this.target = target;
        this.request = request;
    }

    @Override
    public boolean start() {
        startedAt = runtime().scheduler().now();
        run = new Reconciler<>(request.stage()).begin(startedAt);
        session().start(false);
        return false;
    }

    @Override
    public void onResume() {
        session().start(true);
    }

    @Override
    public void stop(Throwable cause) {
        session().stop(cause);
    }

    @Override
    public String getStatus() {
        return session().status();
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    /** Tests put their own time and clusters here. */
    StepRuntime runtime() {
        return StepRuntime.current();
    }

    String function() {
        return function;
    }

    ClusterTarget target() {
        return target;
    }

    StageRequest<S> request() {
        return request;
    }

    Reconciler.Run<S> run() {
        return run;
    }

    void remember(Reconciler.Run<S> now) {
        run = now;
    }

    Instant startedAt() {
        return startedAt;
    }

    private synchronized TickSession<S> session() {
        if (session == null) {
            session = new TickSession<>(this, runtime());
        }
        return session;
    }
}
