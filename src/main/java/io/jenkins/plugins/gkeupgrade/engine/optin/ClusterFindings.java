package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.Progress;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.JudgedFinding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Readiness;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was found about the cluster before the first workload of a run moved. It is looked at once and remembered, so that
 * a run does not change its mind half-way or after a restart: by then its ledger and its gates see what goes wrong.
 *
 * <p>What is blocked holds back what it is about, mostly all workloads that have not moved. What is at risk holds nothing
 * back, because it says that something may go wrong beside the move and moving fewer workloads does not mend it; but the
 * end is not green.
 */
record ClusterFindings(List<JudgedFinding> all) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Key of the findings in an outcome's details, as a readiness check has them. */
    static final String DETAILS = "cluster";

    static final ClusterFindings NONE = new ClusterFindings(List.of());

    ClusterFindings {
        all = List.copyOf(all);
    }

    /** What keeps the workload where it is; empty when it may move. */
    Optional<Finding> holding(WorkloadRef workload) {
        return open(Severity.BLOCKED)
                .filter(f -> f.workload() == null || f.workload().equals(workload))
                .findFirst();
    }

    List<Finding> atRisk() {
        return open(Severity.AT_RISK).toList();
    }

    private Stream<Finding> open(Severity severity) {
        return all.stream()
                .filter(JudgedFinding::open)
                .map(JudgedFinding::finding)
                .filter(f -> f.severity() == severity);
    }

    /** Serious findings that hold nothing back because somebody has accepted them. */
    List<JudgedFinding> accepted() {
        return all.stream().filter(f -> f.accepted() && f.finding().serious()).toList();
    }

    Map<String, Object> details() {
        return Map.of(
                "readiness",
                Readiness.of(all).name(),
                "findings",
                all.stream().map(JudgedFinding::details).toList());
    }

    void tell(Progress progress) {
        all.forEach(f -> tell(f, progress));
    }

    private static void tell(JudgedFinding judged, Progress progress) {
        Finding finding = judged.finding();
        if (judged.open()) {
            progress.warn(finding.severity().name().replace('_', ' ') + " " + finding + ".");
        } else if (finding.serious()) {
            progress.say("accepted by " + judged.acceptedBy() + ": " + finding + ".");
        } else {
            progress.say("note: " + finding + ".");
        }
    }
}
