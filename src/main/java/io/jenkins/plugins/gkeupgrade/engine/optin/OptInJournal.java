package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.ledger.Ledger;
import io.jenkins.plugins.gkeupgrade.engine.ledger.LedgerReport;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadVerdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInObservation.Item;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadReadiness;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.Health;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows an opt-in from look to look and tells each workload's story at the end, whatever the end is. What it must not
 * forget over a restart goes into the notes of the stage's state.
 */
final class OptInJournal {
    private final boolean dryRun;
    private final Map<WorkloadRef, Long> settled = new HashMap<>();
    private volatile Map<WorkloadRef, String> troubles = Map.of();
    private volatile Look last;

    private record Look(OptInObservation seen, Fleet fleet) {}

    OptInJournal(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** Takes a look down, and returns the state with what it showed of the wave that is under way. */
    OptInState look(OptInState state, OptInObservation seen, Fleet fleet, Instant now) {
        last = new Look(seen, fleet);
        settled.keySet().removeAll(state.notes().seconds().keySet());
        if (!state.goingBack() && !state.mark().isEmpty()) {
            Set<WorkloadRef> moving = new HashSet<>(state.moved());
            moving.retainAll(Set.copyOf(state.wave()));
            moving.removeAll(state.notes().seconds().keySet());
            long seconds = Duration.between(Instant.parse(state.mark()), now).toSeconds();
            seen.items().stream()
                    .filter(i -> i.ours() && i.health().healthy() && moving.contains(i.ref()))
                    .forEach(i -> settled.putIfAbsent(i.ref(), seconds));
        }
        return settled.isEmpty() ? state : state.noting(state.notes().withSeconds(settled));
    }

    /** Takes down what is wrong with workloads and cannot be seen at them. */
    void troubles(Map<WorkloadRef, String> reasons) {
        troubles = Map.copyOf(reasons);
    }

    /** A row for each workload of the last look; none before the first. */
    List<Map<String, Object>> rows(OptInState state, Ledger ledger) {
        Look look = last;
        if (look == null || state.pools() == null) {
            return List.of();
        }
        Set<WorkloadRef> moved = Set.copyOf(state.moved());
        Set<WorkloadRef> wave = Set.copyOf(state.wave());
        return WorkloadRow.details(look.seen().items().stream()
                .map(i -> state.goingBack() && wave.contains(i.ref())
                        ? returning(i, state)
                        : row(i, moved.contains(i.ref()), state))
                .map(story -> new LedgerReport(ledger)
                        .addedTo(story.row(look.fleet(), state), story.item().workload()))
                .toList());
    }

    private record Story(Item item, WorkloadVerdict verdict, String reason, boolean headsForNewPools) {
        WorkloadRow row(Fleet fleet, OptInState state) {
            boolean ours = item.ours() && !item.plan().record().from().isEmpty();
            Collection<String> from = ours ? item.plan().record().from() : fleet.poolsOf(item.workload());
            Long seconds = state.notes().seconds().get(item.ref());
            return new WorkloadRow(item.workload(), verdict, reason)
                    .from(item.optedIn() && !ours ? List.of() : named(from, fleet))
                    .to(headsForNewPools ? named(state.pools().names(), fleet) : List.of())
                    .took(seconds == null ? null : Duration.ofSeconds(seconds))
                    .put(
                            "startedAt",
                            seconds == null || !item.ours()
                                    ? null
                                    : item.plan().record().wave())
                    .put(
                            WorkloadReadiness.FINDINGS,
                            item.readiness().map(WorkloadReadiness::details).orElse(null));
        }

        private static List<String> named(Collection<String> pools, Fleet fleet) {
            return pools.stream().map(fleet::poolAndVersion).toList();
        }
    }

    private Story returning(Item item, OptInState state) {
        String why = failure(item, state);
        if (item.optedIn()) {
            return new Story(item, WorkloadVerdict.INCONCLUSIVE, "its wave was being rolled back", true);
        }
        return why == null
                ? new Story(item, WorkloadVerdict.ROLLED_BACK, "went back with its wave", true)
                : new Story(item, WorkloadVerdict.FAILED, why + "; went back", true);
    }

    private String failure(Item item, OptInState state) {
        String now = troubles.get(item.ref());
        return now == null ? state.notes().failed().get(item.ref()) : now;
    }

    private Story row(Item item, boolean moved, OptInState state) {
        String failed = failure(item, state);
        return switch (item.plan().state()) {
            case UNMOVABLE ->
                new Story(
                        item,
                        item.heldBack() ? held(item) : WorkloadVerdict.NOT_APPLICABLE,
                        item.plan().reason(),
                        false);
            case MOVABLE ->
                failed == null
                        ? new Story(
                                item,
                                WorkloadVerdict.PLANNED,
                                dryRun ? "would get " + item.plan().reason() : "its turn had not come",
                                true)
                        : new Story(item, WorkloadVerdict.FAILED, failed, true);
            case OPTED_IN -> optedIn(item, moved, failed);
        };
    }

    private static WorkloadVerdict held(Item item) {
        return item.held().isPresent()
                ? WorkloadVerdict.BLOCKED
                : item.readiness().orElseThrow().verdict();
    }

    private static Story optedIn(Item item, boolean moved, String failed) {
        if (!item.ours()) {
            return new Story(item, WorkloadVerdict.PASSED, "opted in by its own team", true);
        }
        Health health = item.health();
        String before = moved ? "" : "had opted in before; ";
        if (health.failed() || failed != null) {
            return new Story(item, WorkloadVerdict.FAILED, before + (failed == null ? health.reason() : failed), true);
        }
        return new Story(
                item,
                health.healthy() ? WorkloadVerdict.PASSED : WorkloadVerdict.INCONCLUSIVE,
                before + health.reason(),
                true);
    }
}
