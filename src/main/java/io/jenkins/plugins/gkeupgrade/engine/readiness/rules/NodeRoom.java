package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How much the nodes of a pool can hold when it is as large as it may get. Sums, not a packing: a pod may still find no
 * node with enough of everything.
 */
final class NodeRoom {
    private static final String MACHINE = "config.machineType";
    private static final String ZONE = "topology.kubernetes.io/zone";

    private final ReadinessObservation seen;
    private final List<Workload> daemonSets;

    NodeRoom(ReadinessObservation seen) {
        this.seen = seen;
        this.daemonSets = seen.wide().lists().list(ResourceKind.DAEMON_SETS).stream()
                .map(m -> Workload.of(WorkloadKind.DAEMON_SET, m))
                .toList();
    }

    /** What one node leaves for pods that DaemonSets do not take; empty when no such machine runs that could tell. */
    Optional<Amounts> ofNode(NodePool pool) {
        return node(pool)
                .map(node -> Amounts.of(node.map("status", "allocatable")).minus(agents(pool, node)));
    }

    /** A node of the pool, or of one with the same machines, as a clone has. */
    private Optional<Manifest> node(NodePool pool) {
        Set<String> alike = seen.facts().cluster().pools().stream()
                .filter(p -> machine(p) != null && machine(p).equals(machine(pool)))
                .map(NodePool::name)
                .collect(Collectors.toSet());
        return seen.fleet().nodes().stream()
                .filter(n -> poolOf(n).equals(pool.name()) || alike.contains(poolOf(n)))
                .min(Comparator.comparing(n -> !poolOf(n).equals(pool.name())));
    }

    private static String machine(NodePool pool) {
        return pool.settings().get(MACHINE);
    }

    private String poolOf(Manifest node) {
        return seen.fleet().poolOfNode(node.name());
    }

    private Amounts agents(NodePool pool, Manifest node) {
        Amounts sum = Amounts.NONE;
        for (Workload daemonSet : daemonSets) {
            if (NewNode.of(pool, node).takes(daemonSet.podSpec())) {
                sum = sum.plus(Amounts.ofPod(Manifest.wrap(daemonSet.podSpec())));
            }
        }
        return sum;
    }

    /** The most nodes by zone. A limit for all zones together may be reached in each of them. */
    Map<String, Long> mostByZone(NodePool pool) {
        Map<String, Long> most = new TreeMap<>();
        for (String zone : zones(pool)) {
            most.put(zone, pool.autoscaling().enabled() ? pool.autoscaling().max() : nodesIn(pool, zone));
        }
        return most;
    }

    /** The most nodes of all zones together. */
    long most(NodePool pool) {
        return pool.autoscaling().enabled() && pool.autoscaling().total()
                ? pool.autoscaling().max()
                : mostByZone(pool).values().stream().mapToLong(Long::longValue).sum();
    }

    private List<String> zones(NodePool pool) {
        return pool.locations().isEmpty() ? List.of(seen.facts().cluster().ref().location()) : pool.locations();
    }

    /** A pool that does not scale has as many nodes as there are; one without any, as many as it was made with. */
    private long nodesIn(NodePool pool, String zone) {
        List<Manifest> nodes = seen.fleet().nodes().stream()
                .filter(n -> poolOf(n).equals(pool.name()))
                .toList();
        return nodes.isEmpty()
                ? pool.nodeCount()
                : nodes.stream()
                        .filter(n -> zones(pool).size() == 1
                                || n.text("metadata", "labels", ZONE).equals(zone))
                        .count();
    }

    /** What pods on the pool ask for, but those of DaemonSets and those whose controller is in the list. */
    Amounts taken(Set<String> pools, Set<String> uidsOfOthers) {
        Set<String> agents = daemonSets.stream().map(d -> d.manifest().uid()).collect(Collectors.toSet());
        Amounts sum = Amounts.NONE;
        for (Manifest pod : seen.wide().lists().list(ResourceKind.PODS)) {
            boolean there = pools.contains(seen.fleet().poolOfNode(pod.text("spec", "nodeName")));
            boolean over = Set.of("Succeeded", "Failed").contains(pod.text("status", "phase"));
            if (there && !over && !agents.contains(pod.controllerUid()) && !uidsOfOthers.contains(pod.uid())) {
                sum = sum.plus(Amounts.ofPod(Manifest.wrap(pod.map("spec"))));
            }
        }
        return sum;
    }
}
