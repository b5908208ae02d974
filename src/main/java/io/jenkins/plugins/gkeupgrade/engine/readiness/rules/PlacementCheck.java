package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.NewNode;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Workloads that would find no node on the new pools once they may run there only: for a label that somebody gave to old
 * nodes by hand, a taint of the pool that they do not tolerate, or an affinity that keeps them away.
 */
final class PlacementCheck implements WorkloadCheck {
    /** Taints of the platform: it adds most of their tolerations to pods by itself, as for GPUs and architectures. */
    private static final List<String> TOLERATED_BY_PLATFORM =
            List.of("kubernetes.io/", "gke.io/", "google.com/", "nvidia.com/");

    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        if (!MovePlan.attracts(workload) || seen.facts().newPools().isEmpty()) {
            return List.of();
        }
        OptInEdit edit = seen.facts().newPools().orElseThrow().edit();
        if (edit.holdsFor(workload.placement(), true)) {
            return List.of();
        }
        Manifest moved = Manifest.wrap(AfterMove.moved(workload, edit));
        Set<String> keys = topologies(workload);
        boolean fits = seen.facts().pools().stream()
                .flatMap(pool -> nodes(pool, seen))
                .anyMatch(node -> node.takes(moved.tree()) && keys.stream().allMatch(node::has));
        return fits
                ? List.of()
                : seen.facts().pools().stream()
                        .limit(1)
                        .map(pool -> finding(workload, moved, keys, pool, seen))
                        .toList();
    }

    private static Stream<NewNode> nodes(NodePool pool, ReadinessObservation seen) {
        List<Taint> taints = taints(pool);
        return seen.newNodes(pool).stream().map(node -> new NewNode(node.labels(), taints, node.known()));
    }

    /** Labels that a node must have, whatever their values: those that its pods must be spread or kept together by. */
    private static Set<String> topologies(Workload workload) {
        OwnPods own = OwnPods.of(workload);
        return Stream.concat(own.spread(), own.together().stream())
                .map(rule -> rule.text("topologyKey"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Taint> taints(NodePool pool) {
        return pool.taints().stream()
                .filter(taint -> TOLERATED_BY_PLATFORM.stream().noneMatch(taint.key()::contains))
                .toList();
    }

    private static Finding finding(
            Workload workload, Manifest moved, Set<String> keys, NodePool pool, ReadinessObservation seen) {
        NewNode node = nodes(pool, seen).findFirst().orElseGet(() -> NewNode.of(pool));
        List<String> lacking = node.lacks(moved.map("nodeSelector"));
        String taints = taints(pool).stream()
                .filter(taint -> !NewNode.tolerates(moved, taint))
                .map(Taint::toString)
                .collect(Collectors.joining(", "));
        String where = "the nodes of pool " + pool.name();
        if (!lacking.isEmpty()) {
            return Finding.of(
                    FindingId.NO_NODE_FITS,
                    workload.ref(),
                    "its nodeSelector asks for " + String.join(", ", lacking) + ", which " + where + " do not have",
                    "give the pool that label, or take it out of the nodeSelector");
        }
        String missing = keys.stream().filter(key -> !node.has(key)).collect(Collectors.joining(", "));
        if (node.selected(moved) && taints.isEmpty()) {
            return Finding.of(
                    FindingId.NO_NODE_FITS,
                    workload.ref(),
                    "its topology spread, or its pod affinity, goes by the label " + missing + ", which " + where
                            + " do not have",
                    "give the pool that label, or make the rule a preferred one");
        }
        return node.selected(moved)
                ? Finding.of(
                        FindingId.NO_NODE_FITS,
                        workload.ref(),
                        "it does not tolerate " + taints + " of " + where,
                        "add that toleration, or make a pool without the taint")
                : Finding.of(
                        FindingId.NO_NODE_FITS,
                        workload.ref(),
                        "no term of its required node affinity fits " + where,
                        "give the pool the labels that it asks for, or change the affinity");
    }
}
