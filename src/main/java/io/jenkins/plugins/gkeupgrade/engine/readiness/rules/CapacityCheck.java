package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the selected workloads ask for against what the new pool can have at most, for each resource, all zones together
 * and each zone for those pods that can be in no other.
 */
final class CapacityCheck implements Check {
    @Override
    public List<Finding> check(ReadinessObservation seen) {
        List<NodePool> pools = seen.facts().pools();
        if (pools.isEmpty()) {
            return List.of();
        }
        NodeRoom room = new NodeRoom(seen);
        Amounts largest = null;
        Amounts all = Amounts.NONE;
        Map<String, Amounts> byZone = new TreeMap<>();
        for (NodePool pool : pools) {
            Optional<Amounts> node = room.ofNode(pool);
            if (node.isEmpty()) {
                return List.of(unknown(pool));
            }
            Amounts one = node.get();
            largest = largest == null || one.of("cpu") > largest.of("cpu") ? one : largest;
            all = all.plus(one.times(room.most(pool)));
            room.mostByZone(pool).forEach((zone, most) -> byZone.merge(zone, one.times(most), Amounts::plus));
        }
        Needs needs = Needs.of(seen);
        Amounts taken = room.taken(pools.stream().map(NodePool::name).collect(Collectors.toSet()), needs.uids());
        List<Finding> findings = new ArrayList<>(tooLarge(seen, largest));
        String names = String.join(", ", pools.stream().map(NodePool::name).toList());
        lack(all.minus(taken), needs.all(), names, "").ifPresent(findings::add);
        needs.byZone()
                .forEach((zone, wanted) -> lack(
                                byZone.getOrDefault(zone, Amounts.NONE), wanted, names, " in zone " + zone)
                        .ifPresent(findings::add));
        return findings;
    }

    private static Finding unknown(NodePool pool) {
        return Finding.ofCluster(
                        FindingId.COULD_NOT_CHECK,
                        "Node pool " + pool.name(),
                        "no node with its machine type runs, so that its room is not known",
                        "check again when it has a node")
                .as(Severity.NOTE);
    }

    private static Optional<Finding> lack(Amounts room, Amounts wanted, String pools, String where) {
        List<String> exceeded = room.exceededBy(wanted);
        return exceeded.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.ofCluster(
                        FindingId.NEW_POOL_TOO_SMALL,
                        "Node pool " + pools,
                        "the selected workloads ask for more than it can have at its maximum" + where + ": "
                                + String.join(", ", exceeded),
                        "raise the maximum of the pool, or select fewer workloads"));
    }

    private static List<Finding> tooLarge(ReadinessObservation seen, Amounts node) {
        List<Finding> findings = new ArrayList<>();
        for (Workload workload : seen.fleet().selected()) {
            List<String> exceeded = Needs.counts(workload)
                    ? node.exceededBy(Amounts.ofPod(Manifest.wrap(workload.podSpec())))
                    : List.of();
            if (!exceeded.isEmpty()) {
                findings.add(Finding.of(
                        FindingId.NEW_POOL_TOO_SMALL,
                        workload.ref(),
                        "one pod of it asks for more than a node of the new pool has: " + String.join(", ", exceeded),
                        "make the pool from one with larger machines"));
            }
        }
        return findings;
    }

    /**
     * What the selected workloads ask for, moved already or not.
     *
     * @param uids of their pods
     */
    record Needs(Amounts all, Map<String, Amounts> byZone, Set<String> uids) {
        static Needs of(ReadinessObservation seen) {
            Amounts all = Amounts.NONE;
            Map<String, Amounts> byZone = new TreeMap<>();
            Set<String> uids = new HashSet<>();
            for (Workload workload : seen.fleet().selected()) {
                if (counts(workload)) {
                    Amounts one = Amounts.ofPod(Manifest.wrap(workload.podSpec()));
                    all = all.plus(one.times(workload.replicas()));
                    Zones.of(workload, seen).forEach((zone, n) -> byZone.merge(zone, one.times(n), Amounts::plus));
                }
                seen.fleet().podsOf(workload).stream().map(Pod::uid).forEach(uids::add);
            }
            return new Needs(all, byZone, uids);
        }

        /** DaemonSets take their part of every node; Jobs end by themselves. */
        static boolean counts(Workload workload) {
            return switch (workload.kind()) {
                case DEPLOYMENT, STATEFUL_SET, REPLICA_SET, REPLICATION_CONTROLLER -> true;
                case DAEMON_SET, JOB, CRON_JOB, POD -> false;
            };
        }
    }
}
