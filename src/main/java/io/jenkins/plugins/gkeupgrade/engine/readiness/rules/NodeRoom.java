package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.NewNode;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The nodes of a pool when it is as large as it may get, each with what it leaves for pods that are to come. */
final class NodeRoom {
    private static final String ZONE = "topology.kubernetes.io/zone";

    private final ReadinessObservation seen;
    private final AfterMove after;
    private final List<Workload> daemonSets;
    private final Map<String, List<Manifest>> podsByNode = new HashMap<>();

    NodeRoom(ReadinessObservation seen) {
        this.seen = seen;
        this.after = new AfterMove(seen);
        this.daemonSets = seen.wide().lists().list(ResourceKind.DAEMON_SETS).stream()
                .map(m -> Workload.of(WorkloadKind.DAEMON_SET, m))
                .toList();
        seen.wide().lists().list(ResourceKind.PODS).forEach(this::add);
    }

    private void add(Manifest pod) {
        boolean over = Set.of("Succeeded", "Failed").contains(pod.text("status", "phase"))
                || !pod.text("metadata", "deletionTimestamp").isEmpty();
        if (!over) {
            podsByNode
                    .computeIfAbsent(pod.text("spec", "nodeName"), node -> new ArrayList<>())
                    .add(pod);
        }
    }

    /**
     * What a fresh node of the pool leaves for pods: all but what DaemonSets take, and what the node runs by itself.
     *
     * @param like a node with the same machine
     */
    Amounts ofNode(NodePool pool, Manifest like) {
        return Amounts.of(like.map("status", "allocatable"))
                .minus(agents(pool, like))
                .minus(sum(podsByNode.getOrDefault(like.name(), List.of()).stream()
                        .filter(NodeRoom::ofTheNode)
                        .toList()));
    }

    private Amounts agents(NodePool pool, Manifest like) {
        NewNode node = NewNode.of(pool, like);
        Amounts sum = Amounts.NONE;
        for (Workload daemonSet : daemonSets) {
            if (node.takes(after.podSpec(daemonSet))) {
                sum = sum.plus(Amounts.ofPod(Manifest.wrap(daemonSet.podSpec())));
            }
        }
        return sum;
    }

    /** A static pod, such as kube-proxy on GKE: every node has its own. */
    private static boolean ofTheNode(Manifest pod) {
        return pod.items("metadata", "ownerReferences").stream()
                .anyMatch(owner -> owner.text("kind").equals("Node"));
    }

    /**
     * The nodes of the pool: those that are there, with what pods take of them, and those that it may get. One that is
     * cordoned takes no pod, and counts towards the most that the pool may have.
     *
     * @param like a node with the same machine
     */
    List<Place> places(NodePool pool, Manifest like) {
        Set<String> agents =
                daemonSets.stream().map(d -> d.manifest().uid()).collect(Collectors.toCollection(HashSet::new));
        List<Place> places = new ArrayList<>();
        Map<String, Long> there = new HashMap<>();
        List<Manifest> nodes = nodes(pool);
        for (Manifest node : nodes) {
            Set<String> zones = zones(pool, node);
            zones.forEach(zone -> there.merge(zone, 1L, Long::sum));
            if (node.flag("spec", "unschedulable")) {
                continue;
            }
            Amounts taken = sum(podsByNode.getOrDefault(node.name(), List.of()).stream()
                    .filter(pod -> !agents.contains(pod.controllerUid()))
                    .toList());
            Amounts all = Amounts.of(node.map("status", "allocatable"));
            places.add(
                    new Place(pool.name(), zones, all.minus(agents(pool, node)).minus(taken), 1));
        }
        Amounts fresh = ofNode(pool, like);
        long had = nodes.size();
        if (pool.autoscaling().enabled() && pool.autoscaling().total()) {
            places.add(new Place(
                    pool.name(),
                    zones(pool),
                    fresh,
                    Math.max(0, pool.autoscaling().max() - had)));
            return places;
        }
        for (String zone : zones(pool)) {
            long most = pool.autoscaling().enabled() ? pool.autoscaling().max() : had > 0 ? 0 : pool.nodeCount();
            long more = most - there.getOrDefault(zone, 0L);
            if (more > 0) {
                places.add(new Place(pool.name(), Set.of(zone), fresh, more));
            }
        }
        return places;
    }

    private List<Manifest> nodes(NodePool pool) {
        return seen.fleet().nodesOf(pool.name()).stream()
                .sorted(Comparator.comparing(Manifest::name))
                .toList();
    }

    private Set<String> zones(NodePool pool, Manifest node) {
        String zone = node.text("metadata", "labels", ZONE);
        return zone.isEmpty() ? zones(pool) : Set.of(zone);
    }

    private Set<String> zones(NodePool pool) {
        return pool.locations().isEmpty()
                ? Set.of(seen.facts().cluster().ref().location())
                : Set.copyOf(pool.locations());
    }

    private static Amounts sum(List<Manifest> pods) {
        Amounts sum = Amounts.NONE;
        for (Manifest pod : pods) {
            sum = sum.plus(Amounts.ofPod(Manifest.wrap(pod.map("spec"))));
        }
        return sum;
    }
}
