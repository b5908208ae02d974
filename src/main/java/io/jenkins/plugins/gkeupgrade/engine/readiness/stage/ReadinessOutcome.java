package io.jenkins.plugins.gkeupgrade.engine.readiness.stage;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.port.Progress;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.JudgedFinding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Readiness;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessReport;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a readiness check tells. */
record ReadinessOutcome(ReadinessReport report, ReadinessObservation seen) {
    /** Findings in the closing line; the log has them all. */
    private static final int TOLD = 5;

    private static final int NAMED = 3;

    /** Every finding that holds something back, whoever accepted the others, and a count of what is only good to know. */
    void tell(Progress progress) {
        report.open().forEach(f -> progress.warn(f.severity().name().replace('_', ' ') + " " + f + "."));
        report.accepted().forEach(f -> progress.say("accepted by " + f.acceptedBy() + ": " + f.finding() + "."));
        Map<String, List<Finding>> notes = report.notes().stream()
                .collect(Collectors.groupingBy(f -> f.id().id(), TreeMap::new, Collectors.toList()));
        notes.values().forEach(same -> progress.say("note: " + note(same)));
    }

    private static String note(List<Finding> same) {
        Finding first = same.get(0);
        if (same.size() == 1) {
            return first + ".";
        }
        String named = String.join(
                ", ", same.stream().limit(NAMED).map(Finding::object).toList());
        int more = same.size() - Math.min(NAMED, same.size());
        return named + (more == 0 ? "" : " and " + more + " more") + ": " + first.sentence() + ".";
    }

    /** @param fails whether that is too little */
    Outcome of(Readiness overall, boolean fails) {
        Verdict verdict = fails ? Verdict.FAILED : overall == Readiness.READY ? Verdict.PASSED : Verdict.INCONCLUSIVE;
        return new Outcome(verdict, summary(), details(overall));
    }

    private String summary() {
        int total = report.workloads().size();
        StringBuilder summary = new StringBuilder()
                .append(report.count(Readiness.READY))
                .append(" of ")
                .append(total)
                .append(total == 1 ? " workload is ready" : " workloads are ready")
                .append(counted(report.count(Readiness.AT_RISK), " at risk"))
                .append(counted(report.count(Readiness.BLOCKED), " blocked"))
                .append("; the cluster is ")
                .append(report.ofCluster().words());
        List<Finding> open = report.open();
        if (!open.isEmpty()) {
            summary.append(": ")
                    .append(open.stream().limit(TOLD).map(Finding::toString).collect(Collectors.joining(". ")));
        }
        if (open.size() > TOLD) {
            summary.append(". And ").append(open.size() - TOLD).append(" more findings, in the log above");
        }
        return summary.append('.').toString();
    }

    private static String counted(long number, String what) {
        return number == 0 ? "" : ", " + number + what;
    }

    private Map<String, Object> details(Readiness overall) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("readiness", overall.name());
        details.put("version", version());
        details.put("pools", pools());
        details.put("ready", report.count(Readiness.READY));
        details.put("atRisk", report.count(Readiness.AT_RISK));
        details.put("blocked", report.count(Readiness.BLOCKED));
        details.put("total", (long) report.workloads().size());
        details.put(
                "cluster",
                Map.of(
                        "readiness",
                        report.ofCluster().name(),
                        "findings",
                        report.cluster().stream().map(JudgedFinding::details).toList()));
        details.put(
                WorkloadRow.ROWS,
                WorkloadRow.details(report.workloads().stream()
                        .map(w -> w.row(seen.fleet()))
                        .toList()));
        return details;
    }

    private String version() {
        return seen.facts()
                .newPools()
                .map(pools -> pools.optIn().value())
                .orElse(seen.facts().request().toString());
    }

    private List<String> pools() {
        return seen.facts()
                .newPools()
                .map(p -> p.names().stream().sorted().toList())
                .orElse(List.of());
    }
}
