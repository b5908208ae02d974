package io.jenkins.plugins.gkeupgrade.steps;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.gkeupgrade.config.ClusterLease;
import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.Reconciler;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.report.StepNow;
import io.jenkins.plugins.gkeupgrade.report.StepState;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
    private static final Pace PACE = new Pace(Duration.ofMillis(250), 3);

    private static final Pace PACE_WITH_GKE_API = new Pace(Duration.ofSeconds(5), 1);
    /** How long a step that was stopped may take to put things back; a few operations of GKE fit into it. */
    private static final Duration PUTTING_BACK = Duration.ofMinutes(10);

    private static final Logger LOGGER = Logger.getLogger(TickSession.class.getName());

    private final TickingStepExecution<S> execution;
    private final StepContext context;
    private final StepRuntime runtime;
    private final Stage<S> stage;
    private final Reconciler<S> reconciler;
    private final NodeMarks marks;
    private final TickLoop loop;
    private final StepConnection connection;
    private final StepProbes probes;
    private final StepReport report;
    private final StepConsole console;
    private volatile boolean resumed;
    private volatile Throwable stopping;
    private boolean abandoned;
    private volatile String doing = "starting";

    TickSession(TickingStepExecution<S> execution, StepRuntime runtime) {
        this.execution = execution;
        this.context = execution.getContext();
        this.runtime = runtime;
        this.stage = execution.request().stage();
        this.reconciler = new Reconciler<>(stage);
        this.marks = new NodeMarks(context);
        this.loop = new TickLoop(runtime.scheduler(), runtime.timer(), this);
        this.report = new StepReport(
                context,
                execution.function(),
                execution.target(),
                () -> new StepNow(doing, reconciler.soFar(execution.run())));
        this.connection = new StepConnection(
                this::lease,
                new StepConnection.Wakers(this::changed, loop::wake),
                loop::ended,
                cluster -> report.saw(cluster, execution.startedAt()));
        this.probes = StepProbes.of(context, runtime.gates(), loop::wake);
        this.console = new StepConsole(context, execution.target().shortName());
    }

    void start(boolean afterRestart) {
        resumed = afterRestart;
        loop.start();
    }

    /**
     * Ends the step, after it has put back what must not stay as it is. Asked a second time, or when that takes too long,
     * it ends at once.
     */
    void stop(Throwable cause) {
        if (stopping != null) {
            loop.stopNow(cause);
            return;
        }
        boolean putsBack = execution.run() != null
                && stage.abandon(execution.run().state()).isPresent();
        if (!putsBack) {
            loop.stop(cause);
            return;
        }
        stopping = cause;
        runtime.timer().schedule(() -> loop.stop(cause), PUTTING_BACK.toMillis(), TimeUnit.MILLISECONDS);
        loop.hurry();
    }

    String status() {
        Instant since = execution.startedAt();
        return since == null ? doing : doing + " (" + elapsed(since) + ")";
    }

    private String elapsed(Instant since) {
        return DurationText.of(Duration.between(since, runtime.scheduler().now()));
    }

    /** A failing connection also reports changes when it comes and goes; only its return cuts the back-off short. */
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
            ConsoleProgress progress = console.progress();
            if (resumed) {
                resumed = false;
                progress.say("Jenkins was restarted; going on, " + elapsed(execution.startedAt())
                        + " after the step began.");
            }
            report.begin(execution.startedAt());
            if (stopping != null && !abandoned && !abandon(progress)) {
                return null;
            }
            Instant now = runtime.scheduler().now();
            Tick<Reconciler.Run<S>> tick = reconciler.tick(execution.run(), connection.world(probes, progress, now));
            if (tick instanceof Tick.Again<Reconciler.Run<S>> again) {
                return loop.ended() ? null : again(again, progress, now);
            }
            finish(((Tick.Finished<Reconciler.Run<S>>) tick).outcome(), progress);
        } catch (Throwable t) { // whatever it is: a step that does not end hangs its build
            fail(t);
        }
        return null;
    }

    /** Turns the stage round; where that is not possible any more, the step just ends. */
    private boolean abandon(ConsoleProgress progress) {
        abandoned = true;
        Reconciler.Run<S> run = execution.run();
        Optional<S> back = stage.abandon(run.state());
        if (back.isEmpty()) {
            loop.stop(stopping);
            return false;
        }
        progress.say("Stopping: putting back what was changed; stop the build again to leave it as it is.");
        execution.remember(run.to(back.get()));
        return true;
    }

    private TickLoop.Next again(Tick.Again<Reconciler.Run<S>> tick, ConsoleProgress progress, Instant now) {
        boolean changed = tick.state().saysMoreThan(execution.run());
        execution.remember(tick.state());
        if (!tick.delay().isZero()) {
            connection.keepWatching();
        }
        if (tick.waitingFor().isEmpty()) {
            marks.working();
        } else {
            doing = tick.waitingFor();
            progress.waiting(doing, now);
            marks.waiting(doing, now);
        }
        ListenableFuture<?> saved = changed ? context.saveState() : Futures.immediateFuture(null);
        Pace pace = connection.askedControlPlane() ? PACE_WITH_GKE_API : PACE;
        return new TickLoop.Next(tick.delay(), pace, saved);
    }

    private void finish(Outcome outcome, ConsoleProgress progress) {
        if (!loop.end()) {
            progress.say(outcome.summary());
            return;
        }
        try {
            if (outcome.verdict() == Verdict.INCONCLUSIVE) {
                progress.warn(outcome.summary());
                marks.unstable(outcome.summary());
            } else if (outcome.verdict() == Verdict.PASSED) {
                progress.say("Done: " + outcome.summary());
            }
            marks.doing(outcome.summary());
            release();
            tell(StepState.valueOf(outcome.verdict().name()), outcome.summary(), outcome.details());
        } finally { // the loop has ended: there is no other look that could end the step
            if (outcome.verdict() == Verdict.FAILED) {
                context.onFailure(new AbortException(outcome.summary()));
            } else {
                context.onSuccess(StepResult.of(outcome));
            }
        }
    }

    private void fail(Throwable t) {
        if (!loop.end()) {
            LOGGER.log(Level.FINE, "A look ended after its step", t);
            return;
        }
        if (stopping != null) {
            endStopped("Stopped: " + t.getMessage(), stopping);
            return;
        }
        Throwable told = t;
        try {
            told = StepFailures.told(
                    execution.function(),
                    execution.target().cluster(),
                    t,
                    stage.untouched(execution.run().state()));
            Map<String, Object> known = t instanceof StageException e ? e.details() : Map.of();
            marks.doing(String.valueOf(told.getMessage()));
            release();
            tell(t instanceof Refused ? StepState.REFUSED : StepState.FAILED, told.getMessage(), known);
        } finally {
            context.onFailure(told);
        }
    }

    private void tell(StepState state, String summary, Map<String, Object> details) {
        report.end(execution.startedAt(), runtime.scheduler().now(), state, summary, details);
    }

    @Override
    public void stopped(Throwable cause) {
        endStopped("Stopped: " + stage.whenStopped(execution.run().state()), cause);
    }

    private void endStopped(String left, Throwable cause) {
        try {
            console.progress().say(left);
            marks.doing(left);
            tell(StepState.ABORTED, left, reconciler.soFar(execution.run()));
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
        console.close();
    }
}
