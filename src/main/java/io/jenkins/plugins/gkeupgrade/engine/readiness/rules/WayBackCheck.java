package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;
import java.util.Optional;
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
        if (old.isEmpty()) {
            return List.of();
        }
        NodeRoom room = new NodeRoom(seen);
        Amounts all = Amounts.NONE;
        for (NodePool pool : old) {
            Optional<Amounts> node = room.ofNode(pool);
            if (node.isEmpty()) {
                return List.of();
            }
            all = all.plus(node.get().times(room.most(pool)));
        }
        Amounts wanted = moving(seen, old);
        CapacityCheck.Needs needs = CapacityCheck.Needs.of(seen);
        Amounts taken = room.taken(old.stream().map(NodePool::name).collect(Collectors.toSet()), needs.uids());
        List<String> exceeded = all.minus(taken).exceededBy(wanted);
        String names = String.join(", ", old.stream().map(NodePool::name).toList());
        return exceeded.isEmpty()
                ? List.of()
                : List.of(Finding.ofCluster(
                        FindingId.NO_ROOM_TO_GO_BACK,
                        "Node pool " + names,
                        "the selected workloads could not all go back, because they ask for more than it can have at"
                                + " its maximum beside what else runs there: " + String.join(", ", exceeded),
                        "raise the maximum of the old pool until the upgrade is over"));
    }

    /** Pools for others, such as those with accelerators, are no place to go back to. */
    private static boolean untainted(NodePool pool, ReadinessObservation seen) {
        String key = seen.facts().newPools().orElseThrow().optIn().key();
        return pool.taints().stream().allMatch(t -> t.key().equals(key));
    }

    /** What fits on untainted old nodes; the rest came from somewhere else. */
    private static Amounts moving(ReadinessObservation seen, List<NodePool> old) {
        Amounts sum = Amounts.NONE;
        for (Workload workload : seen.fleet().selected()) {
            Manifest spec = Manifest.wrap(workload.podSpec());
            boolean counts = CapacityCheck.Needs.counts(workload);
            boolean tolerant = spec.items("tolerations").stream()
                    .anyMatch(t -> !t.text("key").isEmpty()
                            && !t.text("key")
                                    .equals(seen.facts()
                                            .newPools()
                                            .orElseThrow()
                                            .optIn()
                                            .key()));
            if (counts && !tolerant) {
                sum = sum.plus(Amounts.ofPod(spec).times(workload.replicas()));
            }
        }
        return sum;
    }
}
