package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.engine.workload.Budgets;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.util.Set;

/** Asks a pod to go that its controller would leave where it is. */
final class PodEviction {
    private PodEviction() {}

    /**
     * Evicts the pod, or watches the budgets that forbid it: their controller counts a new pod a moment after it got
     * ready, and the stage is to go on then and not at its next look by the clock.
     */
    static EvictionResult of(Pod pod, Workloads workloads) {
        EvictionResult result = workloads.evict(pod.namespace(), pod.name(), pod.uid());
        if (!(result instanceof EvictionResult.Blocked)) {
            return result;
        }
        Set<ResourceKind> kind = Set.of(ResourceKind.POD_DISRUPTION_BUDGETS);
        Budgets now = new Budgets(workloads.view(kind, pod.namespace()).list(ResourceKind.POD_DISRUPTION_BUDGETS));
        // Counted between the answer and the first look at the budgets: no change would wake the stage any more.
        return now.blocking(pod).isEmpty() ? workloads.evict(pod.namespace(), pod.name(), pod.uid()) : result;
    }
}
