package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;

/** Autoscalers that may leave a workload with one replica just when it moves. */
final class AutoscalerCheck implements WorkloadCheck {
    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        return seen.autoscalerOf(workload)
                .filter(hpa -> hpa.number(1, "spec", "minReplicas") <= 1)
                .map(hpa -> List.of(finding(workload, hpa)))
                .orElse(List.of());
    }

    private static Finding finding(Workload workload, Manifest hpa) {
        return Finding.of(
                FindingId.AUTOSCALER_MINIMUM_ONE,
                workload.ref(),
                "its HorizontalPodAutoscaler " + hpa.name() + " may leave it with "
                        + hpa.number(1, "spec", "minReplicas") + " replica",
                "set its minReplicas to 2");
    }
}
