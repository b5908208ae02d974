package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which pods of a workload are still to find a node in some pools: its replicas, less those that are there. */
final class Demands {
    private static final String ZONE = "topology.kubernetes.io/zone";

    private Demands() {}

    /** DaemonSets take their part of every node; Jobs end by themselves. */
    static boolean counts(Workload workload) {
        return switch (workload.kind()) {
            case DEPLOYMENT, STATEFUL_SET, REPLICA_SET, REPLICATION_CONTROLLER -> true;
            case DAEMON_SET, JOB, CRON_JOB, POD -> false;
        };
    }

    /**
     * What one pod of it asks for: as one that runs does, since admission adds to the template what a RuntimeClass, a
     * LimitRange or an injected sidecar needs.
     */
    static Amounts each(Workload workload, ReadinessObservation seen) {
        Amounts template = Amounts.ofPod(Manifest.wrap(workload.podSpec()));
        return seen.fleet().currentPodsOf(workload).stream()
                .findFirst()
                .map(pod ->
                        Amounts.ofPod(Manifest.wrap(pod.manifest().map("spec"))).larger(template))
                .orElse(template);
    }

    /**
     * @param each what one pod of it asks for
     * @param pools where they are to go
     * @param within those of the pools that take them
     */
    static List<Demand> of(
            Workload workload, Amounts each, Set<String> pools, Set<String> within, ReadinessObservation seen) {
        Map<String, Long> thereByZone = new HashMap<>();
        long there = 0;
        for (Pod pod : seen.fleet().podsOf(workload)) {
            if (!pod.terminating() && pools.contains(seen.fleet().poolOfNode(pod.node()))) {
                there++;
                thereByZone.merge(zone(pod, seen), 1L, Long::sum);
            }
        }
        List<Demand> demands = new ArrayList<>();
        long unbound = workload.replicas();
        long boundThere = 0;
        for (Map.Entry<String, Long> bound : Zones.of(workload, seen).entrySet()) {
            long arrived = Math.min(bound.getValue(), thereByZone.getOrDefault(bound.getKey(), 0L));
            add(demands, new Demand(workload, each, bound.getValue() - arrived, bound.getKey(), within));
            unbound -= bound.getValue();
            boundThere += arrived;
        }
        add(demands, new Demand(workload, each, unbound - (there - boundThere), "", within));
        return demands;
    }

    private static void add(List<Demand> demands, Demand demand) {
        if (demand.count() > 0) {
            demands.add(demand);
        }
    }

    private static String zone(Pod pod, ReadinessObservation seen) {
        return seen.fleet()
                .node(pod.node())
                .map(node -> node.text("metadata", "labels", ZONE))
                .orElse("");
    }
}
