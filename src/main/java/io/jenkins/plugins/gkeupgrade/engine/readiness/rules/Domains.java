package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.VolumeFacts;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts that a topology key divides nodes into: nodes themselves, zones, or whatever else a label says. */
record Domains(ReadinessObservation seen) {
    static final String HOST = "kubernetes.io/hostname";

    /**
     * How many the new pools may come to have.
     *
     * @return empty when that is not known, or some of their nodes are in none
     */
    OptionalLong most(String key) {
        if (key.equals(HOST)) {
            return OptionalLong.of(seen.mostNodes());
        }
        Optional<Set<String>> values = values(key);
        return values.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(values.get().size());
    }

    private Optional<Set<String>> values(String key) {
        if (VolumeFacts.isZone(key)) {
            return Optional.of(seen.zones()).filter(zones -> !zones.isEmpty());
        }
        Set<String> values = new HashSet<>();
        for (NodePool pool : seen.facts().pools()) {
            Set<String> ofPool = NewNode.all(pool, seen)
                    .map(node -> String.valueOf(node.labels().getOrDefault(key, "")))
                    .collect(Collectors.toSet());
            if (ofPool.contains("")) {
                return Optional.empty();
            }
            values.addAll(ofPool);
        }
        return Optional.of(values);
    }

    /**
     * Whether nodes that a pod cannot be on once it has opted in are in parts of their own, which stay empty of it.
     *
     * @param untaintedOnly whether nodes with taints do not count
     */
    boolean elsewhere(String key, boolean untaintedOnly) {
        Set<String> fresh = seen.facts().pools().stream().map(NodePool::name).collect(Collectors.toSet());
        Stream<Manifest> others = seen.fleet().nodes().stream()
                .filter(node -> !fresh.contains(seen.fleet().poolOfNode(node.name())))
                .filter(node -> !untaintedOnly || node.list("spec", "taints").isEmpty());
        if (key.equals(HOST)) {
            return others.findAny().isPresent();
        }
        Set<String> reached = values(key).orElse(Set.of());
        return !reached.isEmpty()
                && others.map(node -> node.text("metadata", "labels", key))
                        .anyMatch(value -> !value.isEmpty() && !reached.contains(value));
    }
}
