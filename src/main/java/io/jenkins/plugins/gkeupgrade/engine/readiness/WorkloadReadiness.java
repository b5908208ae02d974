package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadVerdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.util.List;
import java.util.Map;

/** What was found about one workload. */
public record WorkloadReadiness(Workload workload, List<JudgedFinding> findings) {
    /** Key of the list of findings in a row. */
    public static final String FINDINGS = "findings";

    public WorkloadReadiness {
        findings = List.copyOf(findings);
    }

    /** Runs the checks, and has the policy and the owner of the workload judge what they find. */
    public static WorkloadReadiness of(
            Workload workload, ReadinessObservation seen, Checks checks, ReadinessPolicy policy) {
        return new WorkloadReadiness(workload, new Acceptance(policy).judge(workload, checks.of(workload, seen)));
    }

    public Readiness readiness() {
        return Readiness.of(findings);
    }

    public WorkloadVerdict verdict() {
        return WorkloadVerdict.valueOf(readiness().name());
    }

    public List<Finding> open() {
        return findings.stream()
                .filter(JudgedFinding::open)
                .map(JudgedFinding::finding)
                .toList();
    }

    /** What is open, in one clause; empty when nothing is. */
    public String sentence() {
        return String.join("; ", open().stream().map(Finding::sentence).toList());
    }

    /** The findings as plain values. */
    public List<Map<String, Object>> details() {
        return findings.stream().map(JudgedFinding::details).toList();
    }

    /** The row of a report. */
    public WorkloadRow row(Fleet fleet) {
        return new WorkloadRow(workload, verdict(), sentence())
                .from(fleet.poolsOf(workload).stream()
                        .map(fleet::poolAndVersion)
                        .toList())
                .put(FINDINGS, details());
    }
}
