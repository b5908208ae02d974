package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an opt-in remembers between looks. All of it is a hint: who has opted in is written on the workloads.
 *
 * @param started when it began
 * @param pools where the workloads go; null until they were found
 * @param wave workloads of the wave that is under way
 * @param mark of the wave that is under way, written into the records of its members
 * @param waves waves begun so far
 * @param moved workloads moved so far
 * @param conflicts looks in a row in which every change of ours collided with somebody else's
 * @param failure why the wave is taken back; empty while all goes forward
 * @param notes for the report
 * @param evidence of the availability during the waves
 * @param checks of the wave that is under way
 * @param cluster what was found about the cluster; null until it was looked at
 */
public record OptInState(
        Instant started,
        NewPools pools,
        List<WorkloadRef> wave,
        String mark,
        int waves,
        List<WorkloadRef> moved,
        int conflicts,
        String failure,
        OptInNotes notes,
        WaveEvidence evidence,
        WaveChecks checks,
        ClusterFindings cluster)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public OptInState {
        wave = List.copyOf(wave);
        moved = List.copyOf(moved);
    }

    static OptInState begin(Instant now) {
        return new OptInState(
                now,
                null,
                List.of(),
                "",
                0,
                List.of(),
                0,
                "",
                OptInNotes.NONE,
                WaveEvidence.NONE,
                WaveChecks.NONE,
                null);
    }

    OptInState into(NewPools found) {
        return new OptInState(
                started, found, wave, mark, waves, moved, conflicts, failure, notes, evidence, checks, cluster);
    }

    OptInState facing(ClusterFindings found) {
        return new OptInState(
                started, pools, wave, mark, waves, moved, conflicts, failure, notes, evidence, checks, found);
    }

    /** What was found about the cluster; nothing before it was looked at. */
    ClusterFindings aroundIt() {
        return cluster == null ? ClusterFindings.NONE : cluster;
    }

    OptInState nextWave(List<WorkloadRef> members, String newMark) {
        return new OptInState(
                started,
                pools,
                members,
                newMark,
                waves + 1,
                moved,
                0,
                failure,
                notes,
                evidence,
                checks.ofNextWave(),
                cluster);
    }

    OptInState withMoved(List<WorkloadRef> more) {
        Set<WorkloadRef> all = new LinkedHashSet<>(moved);
        all.addAll(more);
        return new OptInState(
                started,
                pools,
                wave,
                mark,
                waves,
                List.copyOf(all),
                0,
                failure,
                notes.withMoved(more),
                evidence,
                checks,
                cluster);
    }

    OptInState withConflict() {
        return new OptInState(
                started, pools, wave, mark, waves, moved, conflicts + 1, failure, notes, evidence, checks, cluster);
    }

    OptInState withoutConflicts() {
        return conflicts == 0
                ? this
                : new OptInState(
                        started, pools, wave, mark, waves, moved, 0, failure, notes, evidence, checks, cluster);
    }

    OptInState noting(OptInNotes more) {
        return new OptInState(
                started, pools, wave, mark, waves, moved, conflicts, failure, more, evidence, checks, cluster);
    }

    /** @param failed by workload, why the wave is taken back */
    OptInState takingBack(List<WorkloadRef> members, Map<WorkloadRef, String> failed, String why) {
        List<WorkloadRef> left = moved.stream()
                .filter(Predicate.not(Set.copyOf(members)::contains))
                .toList();
        return new OptInState(
                started,
                pools,
                members,
                mark,
                waves,
                left,
                0,
                why,
                notes.withFailed(failed),
                evidence,
                checks,
                cluster);
    }

    OptInState with(WaveEvidence newer) {
        return newer == evidence
                ? this
                : new OptInState(
                        started, pools, wave, mark, waves, moved, conflicts, failure, notes, newer, checks, cluster);
    }

    OptInState with(WaveChecks newer) {
        return new OptInState(
                started, pools, wave, mark, waves, moved, conflicts, failure, notes, evidence, newer, cluster);
    }

    boolean goingBack() {
        return !failure.isEmpty();
    }
}
