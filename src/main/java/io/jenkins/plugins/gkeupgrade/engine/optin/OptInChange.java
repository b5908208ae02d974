package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;

/** The changes that opting in and rolling back make. */
sealed interface OptInChange {
    /** Decides who is in the next wave; remembered before anybody is touched. */
    record BeginWave(List<WorkloadRef> members) implements OptInChange {}

    /** Opts these workloads in. */
    record Move(List<MovePlan> plans) implements OptInChange {}

    /** Replaces a pod that its controller would leave as it is. */
    record Replace(Workload workload, Pod pod) implements OptInChange {}

    /** Turns round: the wave failed. */
    record TurnBack(List<WorkloadRef> members, String why) implements OptInChange {}
}
