package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The nodes that pools have and may come to have, each kind once: most nodes of a pool differ by name and zone only. */
final class NewNodes {
    private static final String MACHINE = "config.machineType";
    /** What else of a pool's settings decides what a node of it can hold. */
    private static final List<String> FITTINGS =
            List.of("config.accelerators", "config.localSsdCount", "maxPodsConstraint.maxPodsPerNode");

    private final ReadinessObservation seen;
    private final Map<String, List<NewNode>> byPool = new HashMap<>();

    NewNodes(ReadinessObservation seen) {
        this.seen = seen;
    }

    List<NewNode> of(NodePool pool) {
        return byPool.computeIfAbsent(pool.name(), name -> look(pool));
    }

    private List<NewNode> look(NodePool pool) {
        List<NewNode> there = seen.fleet().nodesOf(pool.name()).stream()
                .filter(NewNodes::settled)
                .map(node -> NewNode.of(pool, node.labels()))
                .toList();
        Stream<NewNode> nodes = there.isEmpty()
                ? Stream.of(like(pool).map(like -> NewNode.of(pool, like)).orElseGet(() -> NewNode.of(pool)))
                : there.stream();
        Set<String> zones = seen.zones(pool);
        return (zones.isEmpty() ? nodes : nodes.flatMap(node -> zones.stream().map(node::in)))
                .distinct()
                .toList();
    }

    /** Some labels come only when the node has started. */
    private static boolean settled(Manifest node) {
        return node.items("status", "conditions").stream()
                .noneMatch(
                        c -> c.text("type").equals("Ready") && !c.text("status").equals("True"));
    }

    /** A node of the pool, or of one with the same machines, as a clone has; empty when there is none that could tell. */
    Optional<Manifest> like(NodePool pool) {
        Stream<String> alike = seen.facts().cluster().pools().stream()
                .filter(p -> machine(p) != null
                        && machine(p).equals(machine(pool))
                        && fitted(p).equals(fitted(pool)))
                .map(NodePool::name);
        return Stream.concat(Stream.of(pool.name()), alike)
                .flatMap(name -> seen.fleet().nodesOf(name).stream())
                .findFirst();
    }

    private static String machine(NodePool pool) {
        return pool.settings().get(MACHINE);
    }

    private static List<String> fitted(NodePool pool) {
        return FITTINGS.stream()
                .map(setting -> pool.settings().getOrDefault(setting, ""))
                .toList();
    }
}
