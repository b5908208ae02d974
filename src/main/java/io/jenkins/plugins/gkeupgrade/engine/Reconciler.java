package io.jenkins.plugins.gkeupgrade.engine;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Drives a stage look by look: counts failures that may pass, keeps the deadline, and turns an operation in the way
 * into waiting. Holds no thread and no clock; whoever calls {@link #tick} decides when.
 *
 * @param <S> state of the stage
 */
public final class Reconciler<S extends Serializable> {
    /** How long looks may fail in a row before the stage gives up; longer than a zonal control plane is usually away. */
    static final Duration PATIENCE = Duration.ofMinutes(20);

    private static final Duration OPERATION_POLL = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    private final Stage<S> stage;

    public Reconciler(Stage<S> stage) {
        this.stage = stage;
    }

    /**
     * All that must survive a restart.
     *
     * @param state state of the stage
     * @param deadline when the stage must have ended
     * @param failingSince when looks began to fail in a row; null while they work
     * @param failures how many looks failed in a row
     */
    public record Run<S extends Serializable>(S state, Instant deadline, Instant failingSince, int failures)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public Run<S> begin(Instant now) {
        return new Run<>(stage.begin(now), now.plus(stage.timeout()), null, 0);
    }

    /**
     * One look.
     *
     * @throws Refused when a safety check says no
     * @throws Failed when the stage is over without a result
     */
    public Tick<Run<S>> tick(Run<S> run, World world) {
        try {
            Tick<S> tick = stage.advance(run.state(), world);
            if (tick instanceof Tick.Finished<S> finished) {
                return new Tick.Finished<>(finished.outcome());
            }
            Tick.Again<S> again = (Tick.Again<S>) tick;
            boolean waiting = !again.waitingFor().isEmpty();
            if (waiting && expired(run, world)) {
                return new Tick.Finished<>(timedOut(again.state(), again.waitingFor()));
            }
            return new Tick.Again<>(
                    new Run<>(again.state(), run.deadline(), null, 0),
                    within(run, world, again.delay()),
                    again.waitingFor());
        } catch (TransientFailure e) {
            return afterFailure(run, world, e);
        } catch (OperationInProgress e) {
            return waitForOperation(run, world, e);
        } catch (Failed e) {
            throw e.details().isEmpty() ? withDetails(e, run.state()) : e;
        }
    }

    /** Whatever it fails of, the report is to tell what became of each workload. */
    private Failed withDetails(Failed e, S state) {
        Failed same = new Failed(e.getMessage(), e.getCause(), stage.detailsSoFar(state));
        same.setStackTrace(e.getStackTrace());
        return same;
    }

    private Tick<Run<S>> waitForOperation(Run<S> run, World world, OperationInProgress e) {
        String what = e.operation().isEmpty() ? "another operation on the cluster" : e.operation();
        if (expired(run, world)) {
            return new Tick.Finished<>(timedOut(run.state(), what));
        }
        return new Tick.Again<>(run, within(run, world, OPERATION_POLL), "waiting for " + what + " to end");
    }

    private Tick<Run<S>> afterFailure(Run<S> run, World world, TransientFailure e) {
        Instant since = run.failingSince() == null ? world.now() : run.failingSince();
        boolean outOfPatience = Duration.between(since, world.now()).compareTo(PATIENCE) > 0;
        if (outOfPatience || expired(run, world)) {
            return new Tick.Finished<>(blind(run.state(), Duration.between(since, world.now()), e));
        }
        int failures = run.failures() + 1;
        return new Tick.Again<>(
                new Run<>(run.state(), run.deadline(), since, failures),
                within(run, world, backoff(failures)),
                "trying again: " + e.getMessage());
    }

    /** A failure keeps its cause: whoever runs the stage may want to start it again. */
    private Outcome blind(S state, Duration tried, TransientFailure last) {
        try {
            return stage.onBlind(state, last.getMessage() + " Gave up after " + DurationText.of(tried) + " of trying;");
        } catch (Failed e) {
            throw new Failed(e.getMessage(), last, e.details());
        }
    }

    private Outcome timedOut(S state, String waitingFor) {
        return stage.onTimeout(state, waitingFor);
    }

    private boolean expired(Run<S> run, World world) {
        return !world.now().isBefore(run.deadline());
    }

    /** Never sleeps past the deadline, so that a timeout is told on time. */
    private Duration within(Run<S> run, World world, Duration delay) {
        Duration left = Duration.between(world.now(), run.deadline());
        return !left.isNegative() && !left.isZero() && left.compareTo(delay) < 0 ? left : delay;
    }

    private static Duration backoff(int failures) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(failures, 5));
        return doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
    }
}
