package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Obstacles;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;

/** Workloads that an opt-in would list and leave alone. Jobs end where they run, which is nobody's trouble. */
final class MoveCheck implements WorkloadCheck {
    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        boolean itsOwnBusiness = workload.kind() == WorkloadKind.JOB
                || !workload.manifest().text("metadata", "deletionTimestamp").isEmpty()
                || workload.manifest().text("spec", "updateStrategy", "type").equals("OnDelete");
        return itsOwnBusiness
                ? List.of()
                : Obstacles.of(workload)
                        .map(why -> List.of(finding(workload, why)))
                        .orElse(List.of());
    }

    /** @param obstacle a clause on what is in the way, and one on what to do */
    private static Finding finding(Workload workload, String obstacle) {
        String[] clauses = obstacle.split("; ", 2);
        return Finding.of(
                FindingId.CANNOT_MOVE, workload.ref(), clauses[0], clauses.length > 1 ? clauses[1] : "move it by hand");
    }
}
