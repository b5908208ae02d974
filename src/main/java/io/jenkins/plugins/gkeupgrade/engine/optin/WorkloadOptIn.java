package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlans;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import java.time.Duration;
import java.time.Instant;

/**
 * Opts workloads in: finds the new pools, then moves one workload, then wave after wave, each only when the one before
 * is healthy. A wave that fails is taken back and named.
 *
 * <p>Who has opted in is read from the workloads at every look, so that a stopped opt-in goes on where it was.
 */
final class WorkloadOptIn implements Stage<OptInState> {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final OptInRequest request;
    private final OptInDecider decider;
    private final MovePlans plans = new MovePlans();

    WorkloadOptIn(OptInRequest request) {
        this.request = request;
        this.decider = new OptInDecider(request);
    }

    @Override
    public OptInState begin(Instant now) {
        return OptInState.begin(now);
    }

    @Override
    public Duration timeout() {
        return request.timeout();
    }

    @Override
    public Tick<OptInState> advance(OptInState state, World world) {
        if (state.pools() == null) {
            NewPools pools = NewPools.find(world.controlPlane().cluster(), request.taintKey(), request.version());
            world.progress()
                    .say("Opting in to " + pools.optIn() + " (node pool " + String.join(", ", pools.names()) + "): "
                            + request.selection() + ".");
            return new Tick.Again<>(state.into(pools), Duration.ZERO, "");
        }
        Fleet fleet = Fleet.look(world.workloads(), request.selection());
        if (state.goingBack()) {
            return goBack(state, fleet, world);
        }
        OptInObservation seen = OptInObservation.of(fleet, state.pools(), plans, world);
        Decision<OptInChange> decision = decider.decide(state, seen, world.now());
        if (decision instanceof Decision.Act<OptInChange> act) {
            return new OptInActor(request, world, fleet).act(state, act.change());
        }
        if (decision instanceof Decision.Wait<OptInChange> wait) {
            return new Tick.Again<>(state, wait.delay(), wait.reason());
        }
        if (decision instanceof Decision.Done<OptInChange> done) {
            return new Tick.Finished<>(done.outcome());
        }
        Decision.Refuse<OptInChange> refuse = (Decision.Refuse<OptInChange>) decision;
        throw new Refused(refuse.reason(), refuse.whatToDo());
    }

    private Tick<OptInState> goBack(OptInState state, Fleet fleet, World world) {
        WayBack way = new WayBack(fleet, world, state.pools().edit());
        WayBack.Look look = way.look(state.wave());
        if (!look.arrived()) {
            WayBack.Step step = way.act(look);
            OptInState next = step.collided() ? state.withConflict() : state.withoutConflicts();
            Collisions.check(next.conflicts(), look.recordedRefs());
            return new Tick.Again<>(
                    next, SOON, step.waitingFor().isEmpty() ? "" : "rolling back: " + step.waitingFor());
        }
        String end = look.problems().isEmpty()
                ? "is running as before"
                : "went back, but is not well: " + String.join("; ", look.problems());
        throw new Failed("Wave " + state.waves() + " failed: " + state.failure() + ". The wave ("
                + Sentences.list(state.wave()) + ") " + end + "; "
                + Sentences.count(state.moved().size(), "workload")
                + " of earlier waves stay opted in.");
    }

    @Override
    public String whenStopped(OptInState state) {
        if (state.goingBack()) {
            return "the wave was being rolled back: run rollbackTolerations to finish that.";
        }
        return Sentences.count(state.moved().size(), "workload")
                + " opted in so far; run the step again to go on, or rollbackTolerations to go back.";
    }
}
