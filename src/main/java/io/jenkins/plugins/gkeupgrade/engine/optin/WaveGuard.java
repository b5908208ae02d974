package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.ledger.Breach;
import io.jenkins.plugins.gkeupgrade.engine.ledger.Gap;
import io.jenkins.plugins.gkeupgrade.engine.ledger.Ledger;
import io.jenkins.plugins.gkeupgrade.engine.ledger.LedgerKeeper;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches the availability of the wave under way, and does what the request says when something had less than it is
 * allowed to have.
 *
 * <p>Whose fault it was cannot be known: a breach is what happens to a workload or Service of the wave while the wave is
 * under way.
 */
final class WaveGuard {
    private final Safeguards safeguards;
    private final LedgerKeeper keeper;

    WaveGuard(OptInRequest request) {
        this.safeguards = request.safeguards();
        this.keeper = new LedgerKeeper(request.selection());
    }

    /**
     * The state of a wave that is about to begin. Whoever calls this has changed nothing of it yet.
     *
     * @param since when an earlier run has begun to move it; null for a wave of this one
     */
    OptInState begin(OptInState state, Instant since, World world) {
        Ledger opened = keeper.begin(state.evidence().ledger(), state.wave(), since, world.workloads(), world.now());
        opened.shortages()
                .forEach(shortage -> world.progress()
                        .warn("wave " + state.waves() + ": " + shortage
                                + " already now; until it is complete the ledger holds it to nothing"));
        if (since == null) {
            return state.with(state.evidence().with(opened));
        }
        world.progress()
                .warn("wave " + state.waves() + " was under way before this step: its availability from "
                        + new Gap(since, world.now()) + " is not known");
        WaveEvidence evidence = state.evidence().with(opened);
        return state.with(evidence.told(evidence.toldBreaches(), opened.gaps().size()));
    }

    /** Reads what has happened since the last look. */
    OptInState read(OptInState state, World world) {
        Ledger now = keeper.read(state.evidence().ledger(), world.workloads(), world.now());
        List<Gap> gaps = now.gaps();
        gaps.stream()
                .skip(state.evidence().toldGaps())
                .forEach(gap -> world.progress()
                        .warn("availability from " + gap + " is not known: the API server had forgotten it"));
        WaveEvidence evidence =
                state.evidence().with(keeper.toSave(state.evidence().ledger()));
        return state.with(
                gaps.size() == evidence.toldGaps() ? evidence : evidence.told(evidence.toldBreaches(), gaps.size()));
    }

    /** Whether everything has been read that had happened when the wave was first seen well. */
    boolean caughtUp(World world) {
        return keeper.caughtUp(world.workloads());
    }

    /** The ledger as it is now, for the report. */
    Ledger ledger(OptInState state) {
        return keeper.newest(state.evidence().ledger());
    }

    /**
     * What follows from breaches that were not told yet.
     *
     * @return empty when there are none
     * @throws Failed when it is to stop
     */
    Optional<Tick<OptInState>> judge(OptInState state, World world, OptInJournal journal) {
        List<Breach> all = state.evidence().ledger().inOrder();
        List<Breach> fresh = all.stream().skip(state.evidence().toldBreaches()).toList();
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        String why = Sentences.list(fresh);
        Map<WorkloadRef, String> reasons = reasons(state, fresh);
        if (safeguards.onBreach() != Safeguards.OnBreach.WARN) {
            journal.troubles(reasons);
        }
        String wave = "Wave " + state.waves();
        return switch (safeguards.onBreach()) {
            case ROLLBACK -> {
                world.progress().warn("wave " + state.waves() + " lost availability: " + why + "; rolling it back");
                yield Optional.of(
                        new Tick.Again<>(told(state).takingBack(state.wave(), reasons, why), Duration.ZERO, ""));
            }
            case STOP ->
                throw new Failed(wave + " lost availability: " + why + ". Nothing was rolled back (onBreach: 'stop');"
                        + " run rollbackTolerations to go back.");
            case WARN -> {
                fresh.forEach(breach -> world.progress().warn("wave " + state.waves() + ": " + breach));
                if (safeguards.breachLimit() > 0 && all.size() >= safeguards.breachLimit()) {
                    journal.troubles(reasons);
                    throw new Failed(wave + " lost availability: " + why + ". That makes "
                            + Sentences.count(all.size(), "breach", "breaches") + " over all waves (breachLimit: "
                            + safeguards.breachLimit() + "), so no further wave begins and nothing was rolled back;"
                            + " run rollbackTolerations to go back.");
                }
                yield Optional.of(new Tick.Again<>(told(state), Duration.ZERO, ""));
            }
        };
    }

    private static OptInState told(OptInState state) {
        WaveEvidence evidence = state.evidence();
        return state.with(evidence.told(evidence.ledger().inOrder().size(), evidence.toldGaps()));
    }

    /** By workload; a Service's breach is told in the summary. */
    private static Map<WorkloadRef, String> reasons(OptInState state, List<Breach> breaches) {
        Map<WorkloadRef, String> reasons = new LinkedHashMap<>();
        for (WorkloadRef workload : state.wave()) {
            breaches.stream()
                    .filter(breach -> breach.what().equals(workload.toString()))
                    .findFirst()
                    .ifPresent(breach -> reasons.put(workload, breach.figures()));
        }
        return reasons;
    }
}
