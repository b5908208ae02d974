package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.workload.PoolOfNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Node pools as nodes show them: what all nodes of a pool have in common. A taint or label that one of them lacks is not
 * the pool's, so that half of a pool is never taken for a new one.
 */
final class NodePools {
    private static final String ZONE = "topology.kubernetes.io/zone";
    /** Kubernetes sets these itself and takes them away again: on nodes that are cordoned, not ready or short of memory. */
    private static final List<String> PASSING = List.of("node.kubernetes.io/", "node.cloudprovider.kubernetes.io/");

    private final Map<String, List<Manifest>> nodes;
    private final GkeVersion otherwise;

    /** @param otherwise version of a pool of which no node has said one yet */
    NodePools(Collection<Manifest> nodes, GkeVersion otherwise) {
        this.nodes = nodes.stream().collect(Collectors.groupingBy(PoolOfNode::of, TreeMap::new, Collectors.toList()));
        this.otherwise = otherwise;
    }

    /** In order of their names. */
    List<NodePool> all() {
        return nodes.entrySet().stream()
                .map(pool -> pool(pool.getKey(), pool.getValue()))
                .toList();
    }

    private NodePool pool(String name, List<Manifest> its) {
        return new NodePool(
                name,
                version(its),
                NodePool.RUNNING,
                "",
                its.size(),
                NodePool.Autoscaling.off(),
                labels(its),
                taints(its),
                zones(its),
                Map.of());
    }

    /** The oldest: what a pool is said to have, all of it has. */
    private GkeVersion version(List<Manifest> its) {
        return its.stream()
                .map(node -> GkeVersion.reported(node.text("status", "nodeInfo", "kubeletVersion")))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(otherwise);
    }

    private static Map<String, String> labels(List<Manifest> its) {
        Map<String, String> common = labels(its.get(0));
        its.forEach(node -> common.entrySet().retainAll(labels(node).entrySet()));
        return common;
    }

    private static Map<String, String> labels(Manifest node) {
        Map<String, String> labels = new HashMap<>();
        node.labels().forEach((key, value) -> labels.put(key, String.valueOf(value)));
        return labels;
    }

    private static List<Taint> taints(List<Manifest> its) {
        Set<Taint> common = taints(its.get(0));
        its.forEach(node -> common.retainAll(taints(node)));
        return List.copyOf(common);
    }

    private static Set<Taint> taints(Manifest node) {
        Set<Taint> taints = new LinkedHashSet<>();
        for (Manifest taint : node.items("spec", "taints")) {
            if (PASSING.stream().noneMatch(taint.text("key")::startsWith)) {
                parsed(taint).ifPresent(taints::add);
            }
        }
        return taints;
    }

    /** An effect of a later Kubernetes than we know is none that we could do anything about. */
    private static Optional<Taint> parsed(Manifest taint) {
        try {
            return Optional.of(
                    new Taint(taint.text("key"), taint.text("value"), Taint.Effect.parse(taint.text("effect"))));
        } catch (InvalidValue unknown) {
            return Optional.empty();
        }
    }

    private static List<String> zones(List<Manifest> its) {
        return its.stream()
                .map(node -> node.text("metadata", "labels", ZONE))
                .filter(zone -> !zone.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
