package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Topology spread constraints that must hold. */
final class SpreadFilter implements Filter {
    private static final String UNMET = "node(s) didn't match pod topology spread constraints";

    @Override
    public List<String> reasons(Attempt attempt, NodeFacts node) {
        PodFacts pod = attempt.pod();
        for (SpreadConstraint constraint : pod.spread) {
            Object domain = node.node().labels().get(constraint.topologyKey());
            if (domain == null) {
                return List.of(UNMET + " (missing required label)");
            }
            Map<Object, Long> counts = attempt.once(constraint, () -> counts(pod, constraint, attempt.nodes()));
            long least =
                    counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
            long base = counts.size() < constraint.minDomains() ? 0 : least;
            long self = constraint.selector().matches(pod.pod.labels()) ? 1 : 0;
            if (counts.getOrDefault(domain, 0L) + self - base > constraint.maxSkew()) {
                return List.of(UNMET);
            }
        }
        return List.of();
    }

    /** Matching pods in every domain that has an eligible node. */
    private static Map<Object, Long> counts(PodFacts pod, SpreadConstraint constraint, Nodes cluster) {
        Map<Object, Long> counts = new HashMap<>();
        for (NodeFacts node : cluster.all()) {
            Object domain = node.node().labels().get(constraint.topologyKey());
            if (domain == null || !isEligible(pod, constraint, node)) {
                continue;
            }
            long matching = 0;
            for (PodFacts other : node.pods()) {
                boolean counted = other.pod.namespace().equals(pod.pod.namespace())
                        && !Pods.isTerminating(other.pod)
                        && constraint.selector().matches(other.pod.labels());
                matching += counted ? 1 : 0;
            }
            counts.merge(domain, matching, Long::sum);
        }
        return counts;
    }

    private static boolean isEligible(PodFacts pod, SpreadConstraint constraint, NodeFacts node) {
        if (constraint.honourAffinity() && !pod.nodeAffinity.matches(node.node())) {
            return false;
        }
        return !constraint.honourTaints()
                || node.taints().stream()
                        .allMatch(taint -> Trees.text(taint, "effect").equals("PreferNoSchedule")
                                || pod.tolerations.tolerate(taint));
    }

    @Override
    public boolean helpedByPreemption() {
        return true;
    }
}
