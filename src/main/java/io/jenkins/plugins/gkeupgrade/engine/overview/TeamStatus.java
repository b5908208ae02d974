package io.jenkins.plugins.gkeupgrade.engine.overview;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How far one team has come.
 *
 * @param team its label; empty for workloads of no team
 * @param optedIn workloads that have opted in
 * @param notYet workloads that could
 * @param cannot workloads that cannot as they are
 * @param supportEnd when the first version leaves support that its remaining workloads run on; null when none remains or
 *     it is not known
 */
public record TeamStatus(String team, long optedIn, long notYet, long cannot, LocalDate supportEnd) {
    /** In order of their names; workloads without a team come last. */
    static List<TeamStatus> of(Collection<WorkloadStatus> workloads) {
        Map<String, List<WorkloadStatus>> byTeam = new TreeMap<>();
        workloads.forEach(w ->
                byTeam.computeIfAbsent(w.team(), ignored -> new ArrayList<>()).add(w));
        List<TeamStatus> teams = new ArrayList<>();
        List<WorkloadStatus> nobodys = byTeam.remove("");
        byTeam.forEach((team, its) -> teams.add(of(team, its)));
        if (nobodys != null) {
            teams.add(of("", nobodys));
        }
        return teams;
    }

    private static TeamStatus of(String team, List<WorkloadStatus> its) {
        return new TeamStatus(
                team,
                its.stream().filter(w -> w.status().optedIn()).count(),
                its.stream().filter(w -> w.status() == OptInStatus.NOT_YET).count(),
                its.stream().filter(w -> w.status() == OptInStatus.CANNOT).count(),
                its.stream()
                        .filter(w -> !w.status().optedIn())
                        .map(WorkloadStatus::supportEnd)
                        .filter(Objects::nonNull)
                        .min(LocalDate::compareTo)
                        .orElse(null));
    }
}
