package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.List;
import java.util.Map;

/** A taint that the pod does not tolerate keeps it away; the first one is named. */
final class TaintFilter implements Filter {
    private final Wording wording;

    TaintFilter(Wording wording) {
        this.wording = wording;
    }

    @Override
    public List<String> reasons(Attempt attempt, NodeFacts node) {
        for (Map<String, Object> taint : node.taints()) {
            boolean soft = Trees.text(taint, "effect").equals("PreferNoSchedule");
            if (!soft && !attempt.pod().tolerations.tolerate(taint)) {
                return List.of(wording.taint(taint));
            }
        }
        return List.of();
    }
}
