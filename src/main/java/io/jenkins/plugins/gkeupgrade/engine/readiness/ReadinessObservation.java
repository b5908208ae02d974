package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything that checks look at: the workloads with their pods, what is around them, and what GKE says. */
public final class ReadinessObservation {
    /** What is listed besides workloads, pods and nodes to check workloads. */
    public static final Set<ResourceKind> AROUND_WORKLOADS = Set.of(
            ResourceKind.POD_DISRUPTION_BUDGETS,
            ResourceKind.HORIZONTAL_POD_AUTOSCALERS,
            ResourceKind.SERVICES,
            ResourceKind.PERSISTENT_VOLUME_CLAIMS,
            ResourceKind.PERSISTENT_VOLUMES,
            ResourceKind.STORAGE_CLASSES);

    private static final String ZONE = "topology.kubernetes.io/zone";

    private final Fleet fleet;
    private final Snapshot lists;
    private final ClusterFacts facts;
    private final ClusterWide wide;
    private final SelectorIndex services;
    private final SelectorIndex budgets;
    private final Map<String, Manifest> autoscalers = new HashMap<>();
    private final Map<String, Manifest> claims;
    private final Map<String, Manifest> volumes;
    private final Map<String, Manifest> storageClasses;
    private final NewNodes newNodes = new NewNodes(this);

    /**
     * @param fleet the workloads to check
     * @param lists what is around them, at least {@link #AROUND_WORKLOADS}
     */
    public ReadinessObservation(Fleet fleet, Snapshot lists, ClusterFacts facts) {
        this(fleet, lists, facts, ClusterWide.UNKNOWN);
    }

    /** @param wide what there is beyond the workloads to check */
    public ReadinessObservation(Fleet fleet, Snapshot lists, ClusterFacts facts, ClusterWide wide) {
        this.wide = wide;
        this.fleet = fleet;
        this.lists = lists;
        this.facts = facts;
        this.services = SelectorIndex.ofServices(lists.list(ResourceKind.SERVICES));
        this.budgets = SelectorIndex.ofBudgets(lists.list(ResourceKind.POD_DISRUPTION_BUDGETS));
        lists.list(ResourceKind.HORIZONTAL_POD_AUTOSCALERS)
                .forEach(hpa -> autoscalers.put(
                        hpa.namespace() + "/" + hpa.text("spec", "scaleTargetRef", "kind") + "/"
                                + hpa.text("spec", "scaleTargetRef", "name"),
                        hpa));
        this.claims = byName(ResourceKind.PERSISTENT_VOLUME_CLAIMS);
        this.volumes = byName(ResourceKind.PERSISTENT_VOLUMES);
        this.storageClasses = byName(ResourceKind.STORAGE_CLASSES);
    }

    private Map<String, Manifest> byName(ResourceKind kind) {
        Map<String, Manifest> index = new HashMap<>();
        lists.list(kind).forEach(object -> index.put(object.namespace() + "/" + object.name(), object));
        return index;
    }

    public Fleet fleet() {
        return fleet;
    }

    /** What was listed, and what could not be. */
    public Snapshot lists() {
        return lists;
    }

    public ClusterWide wide() {
        return wide;
    }

    public ClusterFacts facts() {
        return facts;
    }

    /** Services that send traffic to the pods of the workload. */
    public List<Manifest> servicesOf(Workload workload) {
        return services.selecting(workload.ref().namespace(), workload.podLabels());
    }

    /** PodDisruptionBudgets that protect the pods of the workload. */
    public List<Manifest> budgetsOf(Workload workload) {
        return budgetsOf(workload.ref().namespace(), workload.podLabels());
    }

    /** PodDisruptionBudgets that protect pods with these labels. */
    public List<Manifest> budgetsOf(String namespace, Map<String, Object> labels) {
        return budgets.selecting(namespace, labels);
    }

    public Optional<Manifest> autoscalerOf(Workload workload) {
        return Optional.ofNullable(autoscalers.get(workload.ref().namespace() + "/"
                + workload.kind().kubernetes() + "/" + workload.ref().name()));
    }

    public Optional<Manifest> claim(String namespace, String name) {
        return Optional.ofNullable(claims.get(namespace + "/" + name));
    }

    /** The volume that the claim is bound to; empty while it is not. */
    public Optional<Manifest> volumeOf(Manifest claim) {
        return Optional.ofNullable(volumes.get("/" + claim.text("spec", "volumeName")));
    }

    public Optional<Manifest> storageClass(String name) {
        return Optional.ofNullable(storageClasses.get("/" + name));
    }

    /** Zones in which the new pools may have nodes; empty when that is not known. */
    public Set<String> zones() {
        Set<String> zones = new TreeSet<>();
        facts.pools().forEach(pool -> zones.addAll(zones(pool)));
        return zones;
    }

    /** Zones in which the pool may have nodes; empty when that is not known. */
    public Set<String> zones(NodePool pool) {
        Set<String> zones = new TreeSet<>(pool.locations());
        if (zones.isEmpty() && facts.cluster().ref().zonal()) {
            zones.add(facts.cluster().ref().location());
        }
        if (zones.isEmpty()) {
            fleet.nodesOf(pool.name()).stream()
                    .map(node -> node.text("metadata", "labels", ZONE))
                    .filter(zone -> !zone.isEmpty())
                    .forEach(zones::add);
        }
        return zones;
    }

    /** The nodes that the pool has and may come to have, in each of its zones; as many as it takes to know them all. */
    public List<NewNode> newNodes(NodePool pool) {
        return newNodes.of(pool);
    }

    /** A node of the pool, or of one with the same machines, as a clone has; empty when there is none that could tell. */
    public Optional<Manifest> like(NodePool pool) {
        return newNodes.like(pool);
    }

    /** How many nodes the new pool may come to have in these of its zones. */
    public long mostNodes(NodePool pool, Set<String> zones) {
        if (zones.containsAll(zones(pool)) || pool.autoscaling().total()) {
            return mostNodes(pool);
        }
        if (pool.autoscaling().enabled()) {
            return (long) pool.autoscaling().max() * zones.size();
        }
        long there = fleet.nodesOf(pool.name()).stream()
                .filter(node -> zones.contains(node.text("metadata", "labels", ZONE)))
                .count();
        return there > 0 ? there : (long) pool.nodeCount() * zones.size();
    }

    /** How many nodes the new pools may come to have, all together; 0 when there is no such pool yet. */
    public long mostNodes() {
        return facts.pools().stream().mapToLong(this::mostNodes).sum();
    }

    private long mostNodes(NodePool pool) {
        int told = facts.newPools().orElseThrow().mostNodes().getOrDefault(pool.name(), 0);
        int scaled = told == NewPools.UNKNOWN ? 0 : told;
        long there = fleet.sizeOfPool(pool.name());
        // A pool that does not scale has as many as somebody gave it; GKE's count is the one of its creation.
        return scaled > 0
                ? scaled
                : there > 0
                        ? there
                        : (long) pool.nodeCount() * Math.max(1, zones(pool).size());
    }
}
