package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Ownership;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;

/** Workloads that another tool writes, which would take a change of ours back. */
final class OwnerCheck implements WorkloadCheck {
    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        return Ownership.of(workload.manifest())
                .map(owner -> List.of(Finding.of(
                        FindingId.MANAGED_ELSEWHERE,
                        workload.ref(),
                        "it belongs to " + owner + ": " + owner.tool().effect(),
                        "make the change there")))
                .orElse(List.of());
    }
}
