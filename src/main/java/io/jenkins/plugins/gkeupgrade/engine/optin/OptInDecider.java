package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInObservation.Item;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an opt-in does next, given what it sees. Pure. */
final class OptInDecider {
    /** Changes sent in one look: enough to keep the API server busy, few enough to look up in between. */
    private static final int BATCH = 250;

    /** Each move is a rollout: somebody who takes it back three times will not stop. */
    private static final int MOST_MOVES = 3;

    private static final Duration POLL = Duration.ofSeconds(10);

    private final OptInRequest request;

    OptInDecider(OptInRequest request) {
        this.request = request;
    }

    Decision<OptInChange> decide(OptInState state, OptInObservation seen, Instant now) {
        if (seen.items().isEmpty()) {
            return new Decision.Refuse<>(
                    "No workload matches the selection: " + request.selection() + ".",
                    "Check the namespace, selector, names and kinds.");
        }
        if (request.dryRun()) {
            return new Decision.Done<>(OptInReport.dryRun(state, seen));
        }
        Collisions.check(state.conflicts(), state.wave());
        Set<WorkloadRef> wave = new LinkedHashSet<>(state.wave());
        Map<WorkloadRef, String> failing = failing(state, seen, wave);
        if (!failing.isEmpty()) {
            return giveUp(state, failing);
        }
        return forward(state, wave, seen, now);
    }

    /** What fails and why: because it does not get well, or because somebody takes the move back again and again. */
    private static Map<WorkloadRef, String> failing(OptInState state, OptInObservation seen, Set<WorkloadRef> wave) {
        Map<WorkloadRef, String> failing = new LinkedHashMap<>();
        for (Item item : seen.items()) {
            int moves = state.notes().moves().getOrDefault(item.ref(), 0);
            if (!wave.contains(item.ref())) {
                continue;
            }
            if (item.ours() && item.health().failed()) {
                failing.put(item.ref(), item.health().reason());
            } else if (item.movable() && moves >= MOST_MOVES) {
                String owner = Ownership.of(item.workload().manifest())
                        .map(o -> "it belongs to " + o + ", so make the change there")
                        .orElse("find out who");
                failing.put(item.ref(), "somebody took its opt-in away " + moves + " times; " + owner);
            }
        }
        return failing;
    }

    private Decision<OptInChange> giveUp(OptInState state, Map<WorkloadRef, String> failing) {
        String why = String.join(
                "; ",
                failing.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .toList());
        if (request.onFailure() == OptInRequest.OnFailure.STOP) {
            throw new Failed("Wave " + state.waves() + " failed: " + why
                    + ". Nothing was rolled back (onFailure: 'stop');" + " run rollbackTolerations to go back.");
        }
        return new Decision.Act<>(new OptInChange.TurnBack(state.wave(), failing, why), "wave failed");
    }

    private Decision<OptInChange> forward(OptInState state, Set<WorkloadRef> wave, OptInObservation seen, Instant now) {
        List<MovePlan> pending = seen.items().stream()
                .filter(i -> i.movable() && wave.contains(i.ref()))
                .limit(BATCH)
                .map(Item::plan)
                .toList();
        if (!pending.isEmpty()) {
            return new Decision.Act<>(new OptInChange.Move(pending), "opting in");
        }
        List<Item> unsettled = seen.items().stream().filter(Item::unsettled).toList();
        Optional<Item> replace =
                unsettled.stream().filter(i -> i.toReplace().isPresent()).findFirst();
        if (replace.isPresent()) {
            return new Decision.Act<>(
                    new OptInChange.Replace(
                            replace.get().workload(), replace.get().toReplace().orElseThrow()),
                    "replacing a pod");
        }
        List<WorkloadRef> members = membersWith(unsettled, seen.items(), wave);
        if (!wave.containsAll(members)) {
            // An earlier run was stopped half-way: what it left behind is watched like a wave of our own.
            return new Decision.Act<>(
                    new OptInChange.BeginWave(members, false, unwatched(unsettled, wave)),
                    "watching what is under way");
        }
        if (!unsettled.isEmpty()) {
            return new Decision.Wait<>(waitingFor(state, seen, unsettled), POLL);
        }
        List<Item> todo =
                seen.items().stream().filter(Item::movable).sorted(ORDER).toList();
        boolean nothingMoved = seen.items().stream().noneMatch(Item::optedIn);
        if (todo.isEmpty() && nothingMoved && seen.items().stream().anyMatch(Item::heldBack)) {
            return OptInReport.allHeldBack(seen);
        }
        if (todo.isEmpty()) {
            return new Decision.Done<>(
                    OptInReport.done(state, seen, request.handling().managed() == Handling.Managed.MANIFEST, now));
        }
        boolean first = seen.items().stream().noneMatch(Item::ours);
        return new Decision.Act<>(
                new OptInChange.BeginWave(
                        todo.stream()
                                .limit(first ? 1 : request.wave())
                                .map(Item::ref)
                                .toList(),
                        true,
                        null),
                "next wave");
    }

    /** The wave, as long as it is under way, and every other wave that is, with those of its members that are well. */
    private static List<WorkloadRef> membersWith(List<Item> unsettled, List<Item> all, Set<WorkloadRef> wave) {
        boolean underWay = unsettled.stream().anyMatch(i -> wave.contains(i.ref()));
        Set<String> marks =
                unsettled.stream().map(i -> i.plan().record().wave()).collect(Collectors.toSet());
        Stream<WorkloadRef> marked = all.stream()
                .filter(i -> i.ours() && marks.contains(i.plan().record().wave()))
                .map(Item::ref);
        return Stream.concat(underWay ? wave.stream() : Stream.empty(), marked)
                .distinct()
                .toList();
    }

    /** Since when one that this run did not move has been moving; null when no rollout of such a one is under way. */
    private static Instant unwatched(List<Item> unsettled, Set<WorkloadRef> wave) {
        return unsettled.stream()
                .filter(i -> i.rolling() && !wave.contains(i.ref()))
                .map(i -> i.plan().record().wave())
                .filter(Predicate.not(String::isEmpty))
                .map(Instant::parse)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** DaemonSets first, so that agents are there before the applications that need them; stateful ones late. */
    private static final Comparator<Item> ORDER = Comparator.comparingInt(
                    (Item i) -> switch (i.workload().kind()) {
                        case DAEMON_SET -> 0;
                        case DEPLOYMENT -> 1;
                        case REPLICA_SET, REPLICATION_CONTROLLER -> 2;
                        case STATEFUL_SET -> 3;
                        case JOB, CRON_JOB, POD -> 4;
                    })
            .thenComparing(Item::ref);

    private static String waitingFor(OptInState state, OptInObservation seen, List<Item> unsettled) {
        int size = state.wave().size();
        long left = seen.items().stream().filter(Item::movable).count();
        Item slowest = unsettled.get(0);
        return "waiting for wave " + Math.max(1, state.waves()) + ": " + Math.max(0, size - unsettled.size()) + " of "
                + size + " healthy" + (left == 0 ? "" : ", " + left + " to go") + "; " + slowest.workload() + ": "
                + slowest.health().reason();
    }
}
