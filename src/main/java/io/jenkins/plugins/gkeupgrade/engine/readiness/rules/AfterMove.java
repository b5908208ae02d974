package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Pod templates as they will be once the selected workloads have opted in. */
final class AfterMove {
    private static final List<String> PLACEMENT = List.of("tolerations", "affinity", "nodeSelector");

    private final Optional<OptInEdit> edit;
    private final Set<WorkloadRef> selected;

    AfterMove(ReadinessObservation seen) {
        this.edit = seen.facts().newPools().map(NewPools::edit);
        this.selected = seen.fleet().selected().stream().map(Workload::ref).collect(Collectors.toSet());
    }

    /** The pod spec of the workload: as it is, unless it is selected. */
    Map<String, Object> podSpec(Workload workload) {
        if (edit.isEmpty() || !selected.contains(workload.ref())) {
            return workload.podSpec();
        }
        return moved(workload, edit.get());
    }

    /** The pod spec of the workload with that edit. */
    static Map<String, Object> moved(Workload workload, OptInEdit edit) {
        Map<String, Object> spec = new HashMap<>(workload.podSpec());
        PLACEMENT.forEach(spec::remove);
        spec.putAll(edit.apply(workload.placement(), MovePlan.attracts(workload), null)
                .tree());
        return spec;
    }
}
