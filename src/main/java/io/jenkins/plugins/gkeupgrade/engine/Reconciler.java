package io.jenkins.plugins.gkeupgrade.engine;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

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
    /** Whether the stage of this object has looked at the world, so that it knows more than what was saved. */
    private volatile boolean looked;

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
     * @param seen what the stage knew at a look not long ago
     */
    public record Run<S extends Serializable>(
            S state, Instant deadline, Instant failingSince, int failures, LastLook seen) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Run {
            // Saved before there was any.
            seen = seen == null ? LastLook.NONE : seen;
        }

        /** Goes on with another state, and with new patience. */
        public Run<S> to(S other) {
            return new Run<>(other, deadline, null, 0, seen);
        }

        /** Whether this must be saved when that is what was saved. */
        public boolean saysMoreThan(Run<S> saved) {
            return !state.equals(saved.state) || !seen.equals(saved.seen);
        }
    }

    public Run<S> begin(Instant now) {
        return new Run<>(stage.begin(now), now.plus(stage.timeout()), null, 0, LastLook.NONE);
    }

    /**
     * What is known of a run that has not come to its end, for the report: as the last look saw it, also when that was
     * before a restart. May be asked for while a look is under way.
     */
    public Map<String, Object> soFar(Run<S> run) {
        return looked ? stage.detailsSoFar(run.state()) : run.seen().details();
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
            looked = true;
            if (tick instanceof Tick.Finished<S> finished) {
                return new Tick.Finished<>(finished.outcome());
            }
            Tick.Again<S> again = (Tick.Again<S>) tick;
            boolean waiting = !again.waitingFor().isEmpty();
            if (waiting && expired(run, world)) {
                return new Tick.Finished<>(timedOut(run.to(again.state()), again.waitingFor()));
            }
            LastLook seen = run.seen().or(() -> stage.detailsSoFar(again.state()), world.now());
            return new Tick.Again<>(
                    new Run<>(again.state(), run.deadline(), null, 0, seen),
                    within(run, world, again.delay()),
                    again.waitingFor());
        } catch (TransientFailure e) {
            return afterFailure(run, world, e);
        } catch (OperationInProgress e) {
            return waitForOperation(run, world, e);
        } catch (Failed e) {
            throw e.details().isEmpty() ? with(knownAtFailure(run), e, e.getCause()) : e;
        }
    }

    /** Whatever it fails of, the report is to tell what became of each workload. */
    private static Failed with(Map<String, Object> details, Failed e, Throwable cause) {
        Failed same = new Failed(e.getMessage(), cause, details);
        same.setStackTrace(e.getStackTrace());
        return same;
    }

    private Tick<Run<S>> waitForOperation(Run<S> run, World world, OperationInProgress e) {
        String what = e.operation().isEmpty() ? "another operation on the cluster" : e.operation();
        if (expired(run, world)) {
            return new Tick.Finished<>(timedOut(run, what));
        }
        return new Tick.Again<>(run, within(run, world, OPERATION_POLL), "waiting for " + what + " to end");
    }

    private Tick<Run<S>> afterFailure(Run<S> run, World world, TransientFailure e) {
        Instant since = run.failingSince() == null ? world.now() : run.failingSince();
        boolean outOfPatience = Duration.between(since, world.now()).compareTo(PATIENCE) > 0;
        if (outOfPatience || expired(run, world)) {
            return new Tick.Finished<>(blind(run, Duration.between(since, world.now()), e));
        }
        int failures = run.failures() + 1;
        return new Tick.Again<>(
                new Run<>(run.state(), run.deadline(), since, failures, run.seen()),
                within(run, world, backoff(failures)),
                "trying again: " + e.getMessage());
    }

    /** A failure keeps its cause: whoever runs the stage may want to start it again. */
    private Outcome blind(Run<S> run, Duration tried, TransientFailure last) {
        String reason = last.getMessage() + " Gave up after " + DurationText.of(tried) + " of trying;";
        try {
            return remembering(run, stage.onBlind(run.state(), reason));
        } catch (Failed e) {
            throw with(remembering(run, e.details()), e, last);
        }
    }

    private Outcome timedOut(Run<S> run, String waitingFor) {
        try {
            return remembering(run, stage.onTimeout(run.state(), waitingFor));
        } catch (Failed e) {
            throw with(remembering(run, e.details()), e, e.getCause());
        }
    }

    /** The very look that failed may have seen the workloads. */
    private Map<String, Object> knownAtFailure(Run<S> run) {
        Map<String, Object> known = stage.detailsSoFar(run.state());
        boolean seen = known.get(WorkloadRow.ROWS) instanceof Collection<?> rows && !rows.isEmpty();
        return seen ? known : remembering(run, known);
    }

    private Outcome remembering(Run<S> run, Outcome outcome) {
        return new Outcome(outcome.verdict(), outcome.summary(), remembering(run, outcome.details()));
    }

    /** A stage that has not looked since a restart knows less than what was saved before it. */
    private Map<String, Object> remembering(Run<S> run, Map<String, Object> known) {
        if (looked) {
            return known;
        }
        Map<String, Object> all = new LinkedHashMap<>(known);
        all.putAll(run.seen().details());
        return all;
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
