package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.NewNode;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the pods of the selected workloads find a node each when the new pool is as large as it may get. */
final class CapacityCheck implements Check {
    @Override
    public List<Finding> check(ReadinessObservation seen) {
        List<NodePool> pools = seen.facts().pools();
        NodeRoom room = new NodeRoom(seen);
        Map<NodePool, Manifest> like = new LinkedHashMap<>();
        for (NodePool pool : pools) {
            Optional<Manifest> node = seen.like(pool);
            if (node.isEmpty()) {
                return List.of(unknown(pool));
            }
            like.put(pool, node.get());
        }
        return like.isEmpty() ? List.of() : check(seen, room, like);
    }

    private static List<Finding> check(ReadinessObservation seen, NodeRoom room, Map<NodePool, Manifest> like) {
        Map<String, Amounts> fresh = new HashMap<>();
        List<Place> places = new ArrayList<>();
        like.forEach((pool, node) -> {
            fresh.put(pool.name(), room.ofNode(pool, node));
            places.addAll(room.places(pool, node));
        });
        Map<String, NewNode> nodes = new LinkedHashMap<>();
        like.forEach((pool, node) -> nodes.put(pool.name(), NewNode.of(pool, node)));
        AfterMove after = new AfterMove(seen);
        List<Finding> findings = new ArrayList<>();
        List<Demand> demands = new ArrayList<>();
        for (Workload workload : seen.fleet().selected()) {
            if (!Demands.counts(workload) || workload.replicas() == 0) {
                continue;
            }
            Set<String> within = taking(after.podSpec(workload), nodes);
            Amounts each = Demands.each(workload, seen);
            Optional<Finding> large = tooLarge(workload, each, within, fresh);
            large.ifPresent(findings::add);
            if (large.isEmpty()) {
                demands.addAll(Demands.of(workload, each, fresh.keySet(), within, seen));
            }
        }
        String names = String.join(", ", nodes.keySet());
        Shortage.of(places, demands).ifPresent(s -> findings.add(lack(names, s)));
        return findings;
    }

    /** The pools that take such a pod; all of them when none seems to, as that is no question of room. */
    private static Set<String> taking(Map<String, Object> podSpec, Map<String, NewNode> nodes) {
        Set<String> taking = nodes.entrySet().stream()
                .filter(e -> e.getValue().takes(podSpec))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return taking.isEmpty() ? nodes.keySet() : taking;
    }

    static Finding unknown(NodePool pool) {
        return Finding.ofCluster(
                        FindingId.COULD_NOT_CHECK,
                        "Node pool " + pool.name(),
                        "no node with its machine type and equipment runs, so that its room is not known",
                        "check again when it has a node")
                .as(Severity.NOTE);
    }

    private static Finding lack(String pools, Shortage shortage) {
        Finding finding = Finding.ofCluster(
                FindingId.NEW_POOL_TOO_SMALL,
                "Node pool " + pools,
                "not all pods of the selected workloads fit: " + shortage.text(),
                "raise the maximum of the pool, take larger machines, or select fewer workloads");
        return shortage.certain() ? finding : finding.as(Severity.AT_RISK);
    }

    private static Optional<Finding> tooLarge(
            Workload workload, Amounts one, Set<String> within, Map<String, Amounts> fresh) {
        List<List<String>> exceeded = within.stream()
                .sorted()
                .map(pool -> fresh.get(pool).exceededBy(one))
                .toList();
        return exceeded.stream().anyMatch(List::isEmpty)
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingId.NEW_POOL_TOO_SMALL,
                        workload.ref(),
                        "one pod of it asks for more than a node of the new pool has: "
                                + String.join(", ", exceeded.get(0)),
                        "make the pool from one with larger machines"));
    }
}
