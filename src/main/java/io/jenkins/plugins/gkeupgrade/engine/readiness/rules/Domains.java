package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.readiness.NewNode;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts that a topology key divides the nodes into that pods of a workload may be on once it has opted in: nodes
 * themselves, zones, or whatever else a label says.
 *
 * @param nodes that take its pods, by new pool; all of them when none does, which is a finding of its own
 */
record Domains(ReadinessObservation seen, Map<NodePool, List<NewNode>> nodes) {
    private static final String ZONE = "topology.kubernetes.io/zone";

    static Domains of(Workload workload, ReadinessObservation seen) {
        OptInEdit edit = seen.facts().newPools().orElseThrow().edit();
        Map<String, Object> moved = AfterMove.moved(workload, edit);
        Map<NodePool, List<NewNode>> all = new LinkedHashMap<>();
        Map<NodePool, List<NewNode>> taking = new LinkedHashMap<>();
        for (NodePool pool : seen.facts().pools()) {
            List<NewNode> nodes = seen.newNodes(pool);
            List<NewNode> some =
                    nodes.stream().filter(node -> node.takes(moved)).toList();
            all.put(pool, nodes);
            if (!some.isEmpty()) {
                taking.put(pool, some);
            }
        }
        return new Domains(seen, taking.isEmpty() ? all : taking);
    }

    /**
     * How many there may come to be.
     *
     * @return empty when that is not known, or some of the nodes are in none
     */
    OptionalLong most(String key) {
        if (key.equals(NewNode.HOST)) {
            return OptionalLong.of(nodes.entrySet().stream()
                    .mapToLong(e -> seen.mostNodes(e.getKey(), values(e.getValue(), ZONE)))
                    .sum());
        }
        Optional<Set<String>> values = values(key);
        return values.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(values.get().size());
    }

    private Optional<Set<String>> values(String key) {
        Set<String> values = new HashSet<>();
        nodes.values().forEach(some -> values.addAll(values(some, key)));
        return values.contains("") ? Optional.empty() : Optional.of(values);
    }

    private static Set<String> values(List<NewNode> nodes, String key) {
        return nodes.stream()
                .map(node -> String.valueOf(node.labels().getOrDefault(key, "")))
                .collect(Collectors.toSet());
    }

    /**
     * Whether nodes that its pods cannot be on are in parts of their own, which stay empty of them.
     *
     * @param untaintedOnly whether nodes with taints do not count
     */
    boolean elsewhere(String key, boolean untaintedOnly) {
        Set<String> fresh = nodes.keySet().stream().map(NodePool::name).collect(Collectors.toSet());
        Stream<Manifest> others = seen.fleet().nodes().stream()
                .filter(node -> !fresh.contains(seen.fleet().poolOfNode(node.name())))
                .filter(node -> !untaintedOnly || node.list("spec", "taints").isEmpty());
        if (key.equals(NewNode.HOST)) {
            return others.findAny().isPresent();
        }
        Set<String> reached = values(key).orElse(Set.of());
        return !reached.isEmpty()
                && others.map(node -> node.text("metadata", "labels", key))
                        .anyMatch(value -> !value.isEmpty() && !reached.contains(value));
    }
}
