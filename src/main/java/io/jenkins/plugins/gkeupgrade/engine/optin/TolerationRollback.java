package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.Health;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.Rollout;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes workloads back by their records, and waits until their pods are back. Needs nothing from GKE, so it works while
 * the control plane of GKE is busy, and after the new pool is gone.
 */
final class TolerationRollback implements Stage<RollbackState> {
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final RollbackRequest request;
    private final RollbackJournal journal = new RollbackJournal();

    TolerationRollback(RollbackRequest request) {
        this.request = request;
    }

    @Override
    public RollbackState begin(Instant now) {
        return RollbackState.first(now);
    }

    @Override
    public Duration timeout() {
        return request.timeout();
    }

    @Override
    public Tick<RollbackState> advance(RollbackState before, World world) {
        Fleet fleet = Fleet.look(world.workloads(), request.selection());
        if (before.optIn() == null) {
            return choose(before, fleet, world);
        }
        WayBack way = new WayBack(fleet, world, new OptInEdit(before.optIn(), Set.of()));
        WayBack.Look look = way.look(before.targets());
        RollbackState state = journal.look(before, look, fleet, world.now());
        if (!look.arrived()) {
            WayBack.Step step = way.act(look);
            RollbackState next = state.withConflicts(step.collided() ? state.conflicts() + 1 : 0);
            Collisions.check(next.conflicts(), look.recordedRefs());
            boolean changing = step.waitingFor().isEmpty() || !look.recorded().isEmpty();
            return new Tick.Again<>(next, changing ? SOON : POLL, step.waitingFor());
        }
        List<String> problems = new ArrayList<>(look.problems());
        problems.addAll(RollbackTargets.unreadable(fleet, world.workloads().json()));
        return new Tick.Finished<>(outcome(state, problems, world.now()));
    }

    private Tick<RollbackState> choose(RollbackState state, Fleet fleet, World world) {
        if (fleet.selected().isEmpty()) {
            throw new Refused(
                    "No workload matches the selection: " + request.selection() + ".",
                    "Check the namespace, selector, names and kinds.");
        }
        request.selection()
                .missing(fleet.selected())
                .ifPresent(missing -> world.progress().warn("no workload matches the selection: " + missing + "."));
        RollbackTargets targets =
                RollbackTargets.in(fleet, request, world.workloads().json());
        if (!targets.started().isEmpty()) {
            world.progress()
                    .say(Sentences.list(targets.started())
                            + " started since and cannot go back: a Job keeps its pod template and ends where it runs");
        }
        if (targets.optIn() == null) {
            List<String> unreadable =
                    RollbackTargets.unreadable(fleet, world.workloads().json());
            if (!unreadable.isEmpty()) {
                throw new Failed(String.join(" ", unreadable));
            }
            List<String> notWell = notWell(fleet, world.now());
            Outcome nothing = new Outcome(
                    Verdict.PASSED,
                    "Nothing to roll back: none of "
                            + Sentences.count(fleet.selected().size(), "workload") + " in " + request.selection()
                            + " was opted in to " + request.version() + " by this plugin"
                            + (notWell.isEmpty() ? "." : "; not complete: " + String.join("; ", notWell) + "."),
                    details(List.of(), notWell, 0));
            return new Tick.Finished<>(nothing.with(WorkloadRow.ROWS, List.of()));
        }
        world.progress()
                .say("Rolling back " + Sentences.count(targets.workloads().size(), "workload") + " from "
                        + targets.optIn() + ": " + request.selection() + ".");
        return new Tick.Again<>(state.of(targets.optIn(), targets.workloads()), Duration.ZERO, "");
    }

    /** Told, and not waited for: what is wrong with them is none of our doing. */
    private static List<String> notWell(Fleet fleet, Instant now) {
        Rollout rollout = Rollout.watched(fleet, now);
        List<String> clauses = new ArrayList<>();
        for (Workload workload : fleet.selected()) {
            Health health = rollout.of(workload);
            if (!health.healthy()) {
                clauses.add(workload + ": " + health.reason());
            }
        }
        return clauses;
    }

    private Outcome outcome(RollbackState state, List<String> problems, Instant now) {
        Duration took = Duration.between(state.started(), now);
        String back = Sentences.count(state.targets().size(), "workload") + " rolled back from " + state.optIn()
                + " in " + DurationText.of(took);
        Map<String, Object> details = details(state.targets(), problems, took.toSeconds());
        details.put("version", state.optIn().value());
        details.put(WorkloadRow.ROWS, journal.rows());
        return problems.isEmpty()
                ? new Outcome(Verdict.PASSED, back + ".", details)
                : new Outcome(Verdict.FAILED, back + ", but not well: " + String.join("; ", problems) + ".", details);
    }

    private static Map<String, Object> details(List<WorkloadRef> targets, List<String> problems, long seconds) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("rolledBack", targets.stream().map(WorkloadRef::toString).toList());
        details.put("problems", problems);
        details.put("durationSeconds", seconds);
        return details;
    }

    @Override
    public Map<String, Object> detailsSoFar(RollbackState state) {
        return Map.of(WorkloadRow.ROWS, journal.rows());
    }

    @Override
    public boolean untouched(RollbackState state) {
        return state.optIn() == null;
    }

    @Override
    public String whenStopped(RollbackState state) {
        return untouched(state) ? "nothing was changed." : "run rollbackTolerations again to finish the rollback.";
    }
}
