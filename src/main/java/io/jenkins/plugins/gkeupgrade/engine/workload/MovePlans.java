package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import java.util.HashMap;
import java.util.Map;

/**
 * The plans of earlier looks. A plan follows from the workload's manifest alone, so it holds until there is another
 * one; of a thousand workloads few change between two looks. Not thread-safe: a stage looks once at a time.
 */
public final class MovePlans {
    private final Map<WorkloadRef, MovePlan> known = new HashMap<>();
    private OptInEdit edit;

    /** What opting in would do to the workload, or has done. */
    public MovePlan of(Workload workload, OptInEdit wanted, Json json) {
        if (!wanted.equals(edit)) {
            known.clear();
            edit = wanted;
        }
        MovePlan earlier = known.get(workload.ref());
        if (earlier != null && earlier.workload().manifest() == workload.manifest()) {
            return earlier;
        }
        MovePlan plan = MovePlan.of(workload, wanted, json);
        known.put(workload.ref(), plan);
        return plan;
    }
}
