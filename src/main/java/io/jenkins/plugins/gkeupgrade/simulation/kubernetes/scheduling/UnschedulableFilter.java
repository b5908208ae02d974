package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import java.util.List;
import java.util.Map;

/** A cordoned node takes no new pods but those that tolerate it. */
final class UnschedulableFilter implements Filter {
    private static final Map<String, Object> CORDON =
            Map.of("key", "node.kubernetes.io/unschedulable", "effect", "NoSchedule");

    @Override
    public List<String> reasons(Attempt attempt, NodeFacts node) {
        boolean cordoned = node.node().flag("spec", "unschedulable")
                && !attempt.pod().tolerations.tolerate(CORDON);
        return cordoned ? List.of("node(s) were unschedulable") : List.of();
    }
}
