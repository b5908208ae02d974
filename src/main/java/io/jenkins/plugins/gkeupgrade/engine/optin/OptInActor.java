package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Carries out what the decider decided, and says so. */
record OptInActor(OptInRequest request, World world, Fleet fleet, OptInJournal journal, WaveGuard guard) {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration BLOCKED = Duration.ofSeconds(5);

    private static final String ALTERED = "did not get the toleration and the node affinity: a mutating webhook or"
            + " admission policy of the cluster took them out of the change; have it leave the field manager"
            + " gke-opt-in-upgrade alone, or make the change where that is allowed";

    Tick<OptInState> act(OptInState state, OptInChange change) {
        if (change instanceof OptInChange.BeginWave begin) {
            OptInState next = state.nextWave(begin.members(), world.now().toString());
            return new Tick.Again<>(guard.begin(next, begin.since(), world), Duration.ZERO, "");
        }
        if (change instanceof OptInChange.Move move) {
            return move(state, move.plans().stream().map(p -> p.leaving(fleet)).toList());
        }
        if (change instanceof OptInChange.Replace replace) {
            return replace(state, replace);
        }
        OptInChange.TurnBack back = (OptInChange.TurnBack) change;
        world.progress().warn("wave " + state.waves() + " failed: " + back.why() + "; rolling the wave back");
        return new Tick.Again<>(state.takingBack(back.members(), back.failed(), back.why()), Duration.ZERO, "");
    }

    private Tick<OptInState> move(OptInState state, List<MovePlan> plans) {
        Json json = world.workloads().json();
        List<PatchResult> results = world.workloads()
                .patch(plans.stream().map(p -> p.patch(state.mark(), json)).toList());
        List<WorkloadRef> moved = new ArrayList<>();
        List<MovePlan> changed = new ArrayList<>();
        Map<WorkloadRef, String> rejected = new LinkedHashMap<>();
        for (int i = 0; i < plans.size(); i++) {
            MovePlan plan = plans.get(i);
            PatchResult result = results.get(i);
            if (result instanceof PatchResult.Applied applied && !arrived(state, plan.workload(), applied.now())) {
                rejected.put(plan.workload().ref(), ALTERED);
            } else if (result instanceof PatchResult.Applied) {
                moved.add(plan.workload().ref());
                changed.add(plan);
                world.progress()
                        .say("wave " + state.waves() + ": " + plan.workload() + " opted in (" + plan.reason()
                                + (plan.record().from().isEmpty()
                                        ? ""
                                        : "; was on "
                                                + String.join(
                                                        ", ", plan.record().from()))
                                + ")");
            } else if (result instanceof PatchResult.Rejected no) {
                rejected.put(plan.workload().ref(), "was rejected: " + no.message());
            }
        }
        new ImageNotes(request.handling(), fleet, world).moved(state.waves(), changed);
        if (!rejected.isEmpty()) {
            return rejected(state.withMoved(moved), rejected);
        }
        boolean collided = Collisions.all(results);
        return new Tick.Again<>(
                collided ? state.withConflict() : state.withMoved(moved), collided ? SOON : Duration.ZERO, "");
    }

    /** Whether the API server stored what was asked for: an admission controller may change it before. */
    private static boolean arrived(OptInState state, Workload asked, Manifest stored) {
        Workload now = new Workload(asked.ref(), stored);
        return state.pools().edit().holdsFor(now.placement(), MovePlan.attracts(now));
    }

    private Tick<OptInState> rejected(OptInState state, Map<WorkloadRef, String> rejected) {
        String why = String.join(
                "; ",
                rejected.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
        journal.troubles(rejected);
        if (request.onFailure() == OptInRequest.OnFailure.STOP) {
            throw new Failed(
                    "Wave " + state.waves() + " failed: " + why + ". Nothing was rolled back (onFailure: 'stop').");
        }
        world.progress().warn("wave " + state.waves() + " failed: " + why + "; rolling the wave back");
        return new Tick.Again<>(state.takingBack(state.wave(), rejected, why), Duration.ZERO, "");
    }

    private Tick<OptInState> replace(OptInState state, OptInChange.Replace replace) {
        EvictionResult result = PodEviction.of(replace.pod(), world.workloads());
        if (result instanceof EvictionResult.Blocked blocked) {
            return new Tick.Again<>(
                    state,
                    BLOCKED,
                    "waiting to evict pod " + replace.pod().name() + " of " + replace.workload() + ": "
                            + blocked.message());
        }
        world.progress()
                .say(replace.workload() + ": evicted pod " + replace.pod().name()
                        + " so that a new one takes its place");
        return new Tick.Again<>(state, SOON, "");
    }
}
