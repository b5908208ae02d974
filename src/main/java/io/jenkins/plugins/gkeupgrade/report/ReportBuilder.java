package io.jenkins.plugins.gkeupgrade.report;

import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes one report of what the steps of a build left, in the order in which they ended. */
final class ReportBuilder {
    /** Of the cluster, steps that still run told least, whenever they began. */
    private static final Comparator<StepRecord> BY_END =
            Comparator.comparing(s -> s.endedAt().orElse(s.startedAt()));

    /** Of workloads, steps that still run have seen the latest. */
    private static final Comparator<StepRecord> BY_WORD = Comparator.<StepRecord, Boolean>comparing(
                    s -> s.endedAt().isEmpty())
            .thenComparing(BY_END);

    private ReportBuilder() {}

    /** @param now while the build runs; of one that is over, the last thing that is known counts */
    static UpgradeReport report(List<StepRecord> records, Optional<Instant> now) {
        Map<String, List<StepRecord>> byCluster = new LinkedHashMap<>();
        records.forEach(r ->
                byCluster.computeIfAbsent(r.cluster(), c -> new ArrayList<>()).add(r));
        List<ClusterEntry> clusters = new ArrayList<>();
        List<StepEntry> steps = new ArrayList<>();
        byCluster.forEach((cluster, theirs) -> clusters.add(cluster(cluster, theirs)));
        records.forEach(r -> steps.add(new StepEntry(r)));
        Instant asOf = now.orElseGet(() -> records.stream()
                .map(r -> r.endedAt().orElse(r.startedAt()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH));
        return new UpgradeReport(asOf, now.isPresent(), clusters, steps);
    }

    private static ClusterEntry cluster(String cluster, List<StepRecord> records) {
        List<StepRecord> asked =
                records.stream().filter(r -> r.before().isPresent()).toList();
        String name = records.get(0).clusterName();
        List<WorkloadEntry> workloads = workloads(records);
        if (asked.isEmpty()) {
            return new ClusterEntry(cluster, name, null, List.of(), workloads);
        }
        ClusterVersions before = asked.stream()
                .min(Comparator.comparing(StepRecord::startedAt))
                .flatMap(StepRecord::before)
                .orElseThrow();
        ClusterVersions after =
                asked.stream().max(BY_END).flatMap(StepRecord::after).orElseThrow();
        Set<String> pools = new TreeSet<>(before.pools().keySet());
        pools.addAll(after.pools().keySet());
        return new ClusterEntry(
                cluster,
                name,
                new VersionChange("control plane", before.controlPlane(), after.controlPlane()),
                pools.stream()
                        .map(p -> new VersionChange(
                                p, before.pools().get(p), after.pools().get(p)))
                        .toList(),
                workloads);
    }

    private static List<WorkloadEntry> workloads(List<StepRecord> records) {
        Map<List<String>, MergedRow> rows = new LinkedHashMap<>();
        for (StepRecord record : records.stream().sorted(BY_WORD).toList()) {
            if (record.details().get(WorkloadRow.ROWS) instanceof List<?> told) {
                for (Object row : told) {
                    if (row instanceof Map<?, ?> values) {
                        rows.computeIfAbsent(MergedRow.key(values), k -> new MergedRow())
                                .tell(record.step(), values);
                    }
                }
            }
        }
        return rows.values().stream().map(MergedRow::entry).toList();
    }
}
