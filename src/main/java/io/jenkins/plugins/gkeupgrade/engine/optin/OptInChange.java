package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The changes that opting in and rolling back make. */
sealed interface OptInChange {
    /**
     * Decides who is in the next wave; remembered before anybody is touched.
     *
     * @param afterCheck whether the wave before has to pass its checks first; not when this one is under way already
     * @param since since when one of them has been moving that nobody has watched; null when none has
     */
    record BeginWave(List<WorkloadRef> members, boolean afterCheck, Instant since) implements OptInChange {}

    /** Opts these workloads in. */
    record Move(List<MovePlan> plans) implements OptInChange {}

    /** Replaces a pod that its controller would leave as it is. */
    record Replace(Workload workload, Pod pod) implements OptInChange {}

    /** Turns round: the wave failed, because of those workloads and for those reasons. */
    record TurnBack(List<WorkloadRef> members, Map<WorkloadRef, String> failed, String why) implements OptInChange {}
}
