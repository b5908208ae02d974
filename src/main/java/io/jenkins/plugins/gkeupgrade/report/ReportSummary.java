package io.jenkins.plugins.gkeupgrade.report;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadVerdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report in a line for each cluster. */
final class ReportSummary {
    private ReportSummary() {}

    static List<String> lines(UpgradeReport report) {
        return report.clusters.stream().map(ReportSummary::line).toList();
    }

    private static String line(ClusterEntry cluster) {
        List<String> parts = new ArrayList<>();
        if (cluster.controlPlane != null) {
            parts.add("control plane " + change(cluster.controlPlane));
        }
        cluster.pools.stream()
                .filter(p -> p.before == null || p.after == null || !p.before.equals(p.after))
                .forEach(p -> parts.add("pool " + p.name + " " + change(p)));
        if (!cluster.workloads.isEmpty()) {
            parts.add("workloads: " + counts(cluster.workloads));
        }
        return parts.isEmpty() ? cluster.name : cluster.name + ": " + String.join("; ", parts);
    }

    private static String change(VersionChange change) {
        if (change.before == null) {
            return "added at " + change.after;
        }
        if (change.after == null) {
            return "removed (" + change.before + ")";
        }
        return change.before.equals(change.after) ? change.after : change.before + " → " + change.after;
    }

    private static String counts(List<WorkloadEntry> workloads) {
        Map<WorkloadVerdict, Integer> counts = new EnumMap<>(WorkloadVerdict.class);
        int others = 0;
        for (WorkloadEntry workload : workloads) {
            try {
                counts.merge(WorkloadVerdict.valueOf(String.valueOf(workload.verdict)), 1, Integer::sum);
            } catch (IllegalArgumentException unknown) {
                others++;
            }
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((verdict, count) ->
                parts.add(count + " " + verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        if (others > 0) {
            parts.add(others + " other");
        }
        return String.join(", ", parts);
    }
}
