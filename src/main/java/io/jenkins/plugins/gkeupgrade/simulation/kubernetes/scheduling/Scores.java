package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.NodeManifests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Chooses among nodes that fit, with about the weights of the default scheduler: free and balanced resources, few pods of
 * the same owner near, preferences of the pod. Where that one draws lots, this one takes the node with the fewest pods.
 */
final class Scores {
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

    private final List<NodeFacts> nodes;
    private final double[] scores;

    private Scores(List<NodeFacts> nodes) {
        this.nodes = nodes;
        this.scores = new double[nodes.size()];
    }

    static NodeFacts best(PodFacts pod, List<NodeFacts> fitting) {
        return fitting.size() == 1 ? fitting.get(0) : new Scores(fitting).best(pod);
    }

    private NodeFacts best(PodFacts pod) {
        add(node -> free(pod, node) + balance(pod, node));
        spread(pod);
        if (!pod.pod.map("spec", "affinity").isEmpty()) {
            addStretched(node -> preferredAffinity(pod, node), 1);
        }
        addStretched(node -> -softTaints(pod, node), 1);
        if (!pod.preferredAffinity.isEmpty() || !pod.preferredAntiAffinity.isEmpty()) {
            addStretched(node -> nearness(pod, node, nodes), 1);
        }
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            long ahead = Math.round(scores[i]) - Math.round(scores[best]);
            boolean emptier =
                    nodes.get(i).pods().size() < nodes.get(best).pods().size();
            best = ahead > 0 || ahead == 0 && emptier ? i : best;
        }
        return nodes.get(best);
    }

    private void add(ToDoubleFunction<NodeFacts> score) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] += score.applyAsDouble(nodes.get(i));
        }
    }

    /** Adds the values after they have been stretched to 0 to 100. */
    private void addStretched(ToDoubleFunction<NodeFacts> score, double weight) {
        double[] raw = nodes.stream().mapToDouble(score).toArray();
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (double value : raw) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        for (int i = 0; most > least && i < scores.length; i++) {
            scores[i] += weight * (raw[i] - least) / (most - least) * 100;
        }
    }

    /** Few of the same owner on the node, and more so in the zone. */
    private void spread(PodFacts pod) {
        if (pod.owner.isEmpty()) {
            return;
        }
        Map<Object, Integer> inZone = new HashMap<>();
        nodes.forEach(node -> inZone.merge(zone(node), node.ownedBy(pod.owner), Integer::sum));
        addStretched(node -> -node.ownedBy(pod.owner), 2.0 / 3);
        addStretched(node -> -inZone.get(zone(node)), 4.0 / 3);
    }

    private static Object zone(NodeFacts node) {
        return node.node().labels().getOrDefault(NodeManifests.ZONE, "");
    }

    private static double free(PodFacts pod, NodeFacts node) {
        return ((1 - node.cpuShare(pod)) + (1 - node.memoryShare(pod))) / 2 * 100;
    }

    private static double balance(PodFacts pod, NodeFacts node) {
        return (1 - Math.abs(node.cpuShare(pod) - node.memoryShare(pod))) * 100;
    }

    private static double preferredAffinity(PodFacts pod, NodeFacts node) {
        double sum = 0;
        for (Map<String, Object> preference :
                Trees.maps(pod.pod.tree(), "spec", "affinity", "nodeAffinity", PREFERRED)) {
            boolean met = NodeAffinityRule.Term.of(Trees.map(preference, "preference"))
                    .matches(node.node());
            sum += met ? Trees.number(preference, 1, "weight") : 0;
        }
        return sum;
    }

    private static double softTaints(PodFacts pod, NodeFacts node) {
        return node.taints().stream()
                .filter(taint -> Trees.text(taint, "effect").equals("PreferNoSchedule"))
                .filter(taint -> !pod.tolerations.tolerate(taint))
                .count();
    }

    private static double nearness(PodFacts pod, NodeFacts node, List<NodeFacts> nodes) {
        return weighted(pod.preferredAffinity, node, nodes) - weighted(pod.preferredAntiAffinity, node, nodes);
    }

    private static double weighted(List<PodAffinityTerm> terms, NodeFacts node, List<NodeFacts> nodes) {
        double sum = 0;
        for (PodAffinityTerm term : terms) {
            Object domain = node.node().labels().get(term.topologyKey());
            for (NodeFacts other : nodes) {
                if (domain != null && domain.equals(other.node().labels().get(term.topologyKey()))) {
                    long near = other.pods().stream()
                            .filter(there -> term.matches(there.pod))
                            .count();
                    sum += near * term.weight();
                }
            }
        }
        return sum;
    }
}
