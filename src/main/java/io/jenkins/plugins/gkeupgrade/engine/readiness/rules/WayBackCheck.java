package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the old pools could take back everything that has moved, or will. */
final class WayBackCheck implements Check {
    @Override
    public List<Finding> check(ReadinessObservation seen) {
        Set<String> fresh = seen.facts().pools().stream().map(NodePool::name).collect(Collectors.toSet());
        // Without a new pool nothing has moved, and what runs where it runs has room there.
        List<NodePool> old = seen.facts().cluster().pools().stream()
                .filter(p -> !fresh.isEmpty() && !fresh.contains(p.name()) && untainted(p, seen))
                .toList();
        NodeRoom room = new NodeRoom(seen);
        List<Place> places = new ArrayList<>();
        List<Finding> unknown = new ArrayList<>();
        for (NodePool pool : old) {
            seen.like(pool)
                    .ifPresentOrElse(
                            node -> places.addAll(room.places(pool, node)),
                            () -> unknown.add(CapacityCheck.unknown(pool)));
        }
        Set<String> names = old.stream().map(NodePool::name).collect(Collectors.toSet());
        List<Demand> demands = seen.fleet().selected().stream()
                .filter(w -> Demands.counts(w) && !tolerant(w, seen))
                .flatMap(w -> Demands.of(w, Demands.each(w, seen), names, names, seen).stream())
                .toList();
        return old.isEmpty()
                ? List.of()
                : Shortage.of(places, demands)
                        .map(s -> unknown.isEmpty() ? List.of(finding(names, s)) : unknown)
                        .orElse(List.of());
    }

    private static Finding finding(Set<String> pools, Shortage shortage) {
        return Finding.ofCluster(
                FindingId.NO_ROOM_TO_GO_BACK,
                "Node pool " + pools.stream().sorted().collect(Collectors.joining(", ")),
                "not all selected workloads could go back: " + shortage.text(),
                "raise the maximum of the old pool until the upgrade is over");
    }

    /** Pools for others, such as those with accelerators, are no place to go back to. */
    private static boolean untainted(NodePool pool, ReadinessObservation seen) {
        return pool.taints().stream().allMatch(t -> t.key().equals(key(seen)));
    }

    /** Whether it may have come from a pool with a taint of its own, which is not counted here. */
    private static boolean tolerant(Workload workload, ReadinessObservation seen) {
        List<Taint> others = seen.facts().cluster().pools().stream()
                .flatMap(pool -> pool.taints().stream())
                .filter(taint -> !taint.key().equals(key(seen)))
                .toList();
        return Manifest.wrap(workload.podSpec()).items("tolerations").stream()
                .map(t -> t.text("key"))
                .anyMatch(key -> others.stream().anyMatch(taint -> taint.key().equals(key)));
    }

    private static String key(ReadinessObservation seen) {
        return seen.facts().newPools().orElseThrow().optIn().key();
    }
}
