package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.ledger.Ledger;
import io.jenkins.plugins.gkeupgrade.engine.ledger.LedgerReport;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInObservation.Item;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlans;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Opts workloads in: finds the new pools, then moves one workload, then wave after wave, each only when the one before
 * is healthy. A wave that fails is taken back and named.
 *
 * <p>Who has opted in is read from the workloads at every look, so that a stopped opt-in goes on where it was.
 */
final class WorkloadOptIn implements Stage<OptInState> {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofSeconds(5);

    private final OptInRequest request;
    private final OptInDecider decider;
    private final MovePlans plans = new MovePlans();
    private final OptInJournal journal;
    private final WaveGuard guard;
    private final MoveReadiness readiness;
    private final WaveGates gates;

    WorkloadOptIn(OptInRequest request) {
        this.request = request;
        this.decider = new OptInDecider(request);
        this.journal = new OptInJournal(request.dryRun());
        this.guard = new WaveGuard(request);
        this.readiness = new MoveReadiness(request);
        this.gates = new WaveGates(request);
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
            Cluster cluster = world.controlPlane().cluster();
            NewPools pools = NewPools.find(cluster, request.taintKey(), request.version());
            gates.requireAskable(world);
            request.selection()
                    .requireFound(
                            Fleet.look(world.workloads(), request.selection()).selected());
            Optional<String> wait = new UpkeepGate(request).check(cluster, pools, world);
            if (wait.isPresent()) {
                return new Tick.Again<>(state, POLL, wait.get());
            }
            world.progress()
                    .say("Opting in to " + pools.optIn() + " (node pool " + String.join(", ", pools.names()) + "): "
                            + request.selection() + ".");
            return new Tick.Again<>(state.into(pools), Duration.ZERO, "");
        }
        Fleet fleet = Fleet.look(world.workloads(), request.selection());
        MoveReadiness.Look checks = readiness.look(fleet, state.pools(), world);
        OptInObservation seen =
                OptInObservation.of(fleet, state.pools(), plans, request.handling(), checks, state.aroundIt(), world);
        if (state.cluster() == null && !state.goingBack()) {
            return new Tick.Again<>(state.facing(around(seen, checks, world)), Duration.ZERO, "");
        }
        OptInState watched = guard.read(state, world);
        OptInState noted = journal.look(watched, seen, fleet, world.now());
        if (state.goingBack()) {
            return goBack(watched, fleet, world);
        }
        Optional<Tick<OptInState>> breached = guard.judge(noted, world, journal);
        if (breached.isPresent()) {
            return breached.get();
        }
        ImageNotes notes = new ImageNotes(request.handling(), fleet, world);
        Decision<OptInChange> decision = decider.decide(noted, seen, world.now());
        if (closesWave(decision)) {
            Optional<Tick<OptInState>> open = close(noted, seen, notes, world);
            if (open.isPresent()) {
                return open.get();
            }
        }
        if (decision instanceof Decision.Act<OptInChange> act) {
            if (act.change() instanceof OptInChange.BeginWave) {
                notes.arrived(noted.wave(), seen);
            }
            return new OptInActor(request, world, fleet, journal, guard).act(noted, act.change());
        }
        if (decision instanceof Decision.Wait<OptInChange> wait) {
            OptInState unwell = watched.with(watched.checks().unwell(world.now()));
            return new Tick.Again<>(unwell, wait.delay(), wait.reason());
        }
        if (decision instanceof Decision.Done<OptInChange> done) {
            notes.arrived(noted.wave(), seen);
            Outcome checked = done.outcome().with(WaveGates.DETAILS, WaveGates.details(noted));
            return new Tick.Finished<>(reported(checked, noted, seen, notes));
        }
        Decision.Refuse<OptInChange> refuse = (Decision.Refuse<OptInChange>) decision;
        throw new Refused(refuse.reason(), refuse.whatToDo(), detailsSoFar(noted));
    }

    /** What is found about the cluster. With nothing to move it is nobody's business here. */
    private static ClusterFindings around(OptInObservation seen, MoveReadiness.Look checks, World world) {
        if (seen.items().stream().noneMatch(Item::movable)) {
            return ClusterFindings.NONE;
        }
        ClusterFindings found = checks.ofCluster();
        found.tell(world.progress());
        return found;
    }

    private static boolean closesWave(Decision<OptInChange> decision) {
        return decision instanceof Decision.Done<OptInChange>
                || decision instanceof Decision.Act<OptInChange> act
                        && act.change() instanceof OptInChange.BeginWave begin
                        && begin.afterCheck();
    }

    /** What is still to be done with the wave that is well; empty when nothing is. */
    private Optional<Tick<OptInState>> close(OptInState state, OptInObservation seen, ImageNotes notes, World world) {
        Optional<Tick<OptInState>> check = request.dryRun() ? Optional.empty() : gates.check(state, world);
        if (check.isPresent()) {
            return check.map(tick -> tick instanceof Tick.Finished<OptInState> finished
                    ? new Tick.Finished<>(reported(finished.outcome(), state, seen, notes))
                    : tick);
        }
        return guard.caughtUp(world)
                ? Optional.empty()
                : Optional.of(new Tick.Again<>(state, SOON, "waiting for the last changes of wave " + state.waves()));
    }

    private Outcome reported(Outcome outcome, OptInState state, OptInObservation seen, ImageNotes notes) {
        Ledger ledger = guard.ledger(state);
        Outcome rows = outcome.with(WorkloadRow.ROWS, journal.rows(state, ledger));
        return new LedgerReport(ledger).addedTo(new HandlingReport(seen, notes).addedTo(rows));
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
        journal.troubles(look.troubles());
        String end = look.problems().isEmpty()
                ? "is running as before"
                : "went back, but is not well: " + String.join("; ", look.problems());
        throw new Failed(
                "Wave " + state.waves() + " failed: " + state.failure() + ". The wave (" + Sentences.list(state.wave())
                        + ") " + end + "; " + earlier(state.moved().size()) + ".");
    }

    private static String earlier(int moved) {
        return moved == 0
                ? "nothing else was moved"
                : Sentences.count(moved, "workload") + " of earlier waves " + (moved == 1 ? "stays" : "stay")
                        + " opted in";
    }

    @Override
    public Map<String, Object> detailsSoFar(OptInState state) {
        Ledger ledger = guard.ledger(state);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(WorkloadRow.ROWS, journal.rows(state, ledger));
        details.put(WaveGates.DETAILS, WaveGates.details(state));
        details.putAll(new LedgerReport(ledger).details());
        return details;
    }

    /** Before any pool is known no workload moves; but a maintenance exclusion may have been added by then. */
    @Override
    public boolean untouched(OptInState state) {
        return state.pools() == null
                && (request.dryRun() || request.readiness().maintenanceExclusion() != MaintenanceExclusion.CREATE);
    }

    @Override
    public String whenStopped(OptInState state) {
        if (state.goingBack()) {
            return "the wave was being rolled back: run rollbackTolerations to finish that.";
        }
        if (state.waves() == 0) {
            return "no workload was changed; run the step again to go on.";
        }
        return Sentences.count(state.moved().size(), "workload")
                + " opted in so far; run the step again to go on, or rollbackTolerations to go back.";
    }
}
