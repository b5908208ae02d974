package io.jenkins.plugins.gkeupgrade.steps;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.config.ClusterLease;
import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Reconciler;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The living part of a step, from its start (or a restart of the controller) to its end: looks, tells, remembers, ends.
 *
 * @param <S> state of the stage
 */
final class TickSession<S extends Serializable> implements TickLoop.Host {
    /** A woken look that only reads views is cheap; one that calls the GKE API uses up a quota. */
    private static final Duration SPACING = Duration.ofMillis(250);

    private static final Duration SPACING_WITH_GKE_API = Duration.ofSeconds(5);
    private static final Logger LOGGER = Logger.getLogger(TickSession.class.getName());

    private final TickingStepExecution<S> execution;
    private final StepContext context;
    private final StepRuntime runtime;
    private final Stage<S> stage;
    private final Reconciler<S> reconciler;
    private final NodeMarks marks;
    private final TickLoop loop;
    private final StepConnection connection;
    private volatile boolean resumed;
    private volatile String doing = "starting";
    private volatile ConsoleProgress console;

    TickSession(TickingStepExecution<S> execution, StepRuntime runtime) {
        this.execution = execution;
        this.context = execution.getContext();
        this.runtime = runtime;
        this.stage = execution.request().stage();
        this.reconciler = new Reconciler<>(stage);
        this.marks = new NodeMarks(context);
        this.loop = new TickLoop(runtime.scheduler(), runtime.timer(), this);
        this.connection = new StepConnection(this::lease, this::changed, loop::ended);
    }

    void start(boolean afterRestart) {
        resumed = afterRestart;
        loop.start();
    }

    void stop(Throwable cause) {
        loop.stop(cause);
    }

    String status() {
        Instant since = execution.startedAt();
        return since == null ? doing : doing + " (" + elapsed(since) + ")";
    }

    private String elapsed(Instant since) {
        return DurationText.of(Duration.between(since, runtime.scheduler().now()));
    }

    /** A failing connection also reports changes when it comes and goes; its back-off is not to be cut short. */
    private void changed() {
        if (execution.run().failures() == 0) {
            loop.wake();
        }
    }

    private ClusterLease lease() {
        try {
            return runtime.connector().lease(execution.target(), context.get(Run.class));
        } catch (IOException e) {
            throw new TransientFailure("The build cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("Interrupted while connecting.", e);
        }
    }

    @Override
    public TickLoop.Next look() {
        try {
            ConsoleProgress progress = console();
            if (resumed) {
                resumed = false;
                progress.say("Jenkins was restarted; going on after " + elapsed(execution.startedAt()) + ".");
            }
            Instant now = runtime.scheduler().now();
            Tick<Reconciler.Run<S>> tick = reconciler.tick(execution.run(), connection.world(progress, now));
            if (tick instanceof Tick.Again<Reconciler.Run<S>> again) {
                return loop.ended() ? null : again(again, progress, now);
            }
            finish(((Tick.Finished<Reconciler.Run<S>>) tick).outcome(), progress);
        } catch (Throwable t) { // whatever it is: a step that does not end hangs its build
            fail(t);
        }
        return null;
    }

    private TickLoop.Next again(Tick.Again<Reconciler.Run<S>> tick, ConsoleProgress progress, Instant now) {
        boolean changed = !tick.state().state().equals(execution.run().state());
        execution.remember(tick.state());
        if (tick.waitingFor().isEmpty()) {
            marks.working();
        } else {
            doing = tick.waitingFor();
            if (progress.waiting(tick.waitingFor(), now)) {
                marks.doing(tick.waitingFor());
            }
            marks.waiting();
        }
        ListenableFuture<?> saved = changed ? context.saveState() : Futures.immediateFuture(null);
        Duration spacing = connection.askedControlPlane() ? SPACING_WITH_GKE_API : SPACING;
        return new TickLoop.Next(tick.delay(), spacing, saved);
    }

    private void finish(Outcome outcome, ConsoleProgress progress) {
        if (!loop.end()) {
            progress.say(outcome.summary());
            return;
        }
        if (outcome.verdict() == Verdict.INCONCLUSIVE) {
            progress.warn(outcome.summary());
            marks.unstable(outcome.summary());
        } else if (outcome.verdict() == Verdict.PASSED) {
            progress.say("Done: " + outcome.summary());
        }
        marks.doing(outcome.summary());
        release();
        if (outcome.verdict() == Verdict.FAILED) {
            context.onFailure(new AbortException(outcome.summary()));
        } else {
            context.onSuccess(StepResult.of(outcome));
        }
    }

    private void fail(Throwable t) {
        if (!loop.end()) {
            LOGGER.log(Level.FINE, "A look ended after its step", t);
            return;
        }
        release();
        context.onFailure(told(t));
    }

    private Throwable told(Throwable t) {
        if (!(t instanceof StageException)) {
            return UnexpectedStepFailure.of(execution.function(), t);
        }
        LOGGER.log(
                Level.FINE,
                t,
                () -> execution.function() + " on " + execution.target().cluster() + " failed");
        boolean worthRetrying =
                t instanceof TransientFailure || t instanceof Failed && t.getCause() instanceof TransientFailure;
        return worthRetrying ? new TransientAbort(t.getMessage()) : new AbortException(t.getMessage());
    }

    @Override
    public void stopped(Throwable cause) {
        try {
            console().say("Stopped: " + stage.whenStopped(execution.run().state()));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, "Cannot tell how the step was stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
            context.onFailure(cause);
        }
    }

    private void release() {
        marks.working();
        connection.close();
        ConsoleProgress known = console;
        if (known != null) {
            known.close();
        }
    }

    private ConsoleProgress console() throws IOException, InterruptedException {
        ConsoleProgress known = console;
        if (known == null) {
            known = new ConsoleProgress(
                    context.get(TaskListener.class).getLogger(),
                    execution.target().shortName());
            console = known;
        }
        return known;
    }
}
