package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/** One look at the selected workloads with their pods and the nodes those run on. */
public final class Fleet {
    /** The scheduler tries pods again 10 s after a node is Ready, or later: it backs off, and looks at all once a minute. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    private final List<Workload> selected = new ArrayList<>();
    private final Map<String, List<Manifest>> replicaSetsByOwner = new HashMap<>();
    private final Map<String, List<Pod>> podsByOwner = new HashMap<>();
    private final Map<WorkloadRef, List<Pod>> podsByWorkload = new HashMap<>();
    private final Map<WorkloadRef, Optional<Manifest>> newest = new HashMap<>();
    private final Map<String, Manifest> nodes = new HashMap<>();
    private final Map<String, List<Manifest>> nodesByPool = new HashMap<>();
    private final Map<String, GkeVersion> poolVersions = new HashMap<>();

    private Fleet() {}

    /** What must be watched to look at this selection. */
    public static Set<ResourceKind> kinds(Selection selection) {
        Set<ResourceKind> kinds = EnumSet.of(ResourceKind.PODS, ResourceKind.NODES);
        selection.kinds().forEach(k -> kinds.add(k.resource()));
        if (selection.kinds().contains(WorkloadKind.DEPLOYMENT)) {
            kinds.add(ResourceKind.REPLICA_SETS);
        }
        return kinds;
    }

    public static Fleet look(Workloads workloads, Selection selection) {
        return of(workloads.view(kinds(selection), selection.watchedNamespace()), selection);
    }

    /** @param view includes {@link #kinds} of the selection */
    public static Fleet of(ClusterView view, Selection selection) {
        Set<ResourceKind> kinds = kinds(selection);
        Fleet fleet = new Fleet();
        for (WorkloadKind kind : selection.kinds()) {
            for (Manifest object : view.list(kind.resource())) {
                if (selection.includes(kind, object)) {
                    fleet.selected.add(Workload.of(kind, object));
                }
            }
        }
        fleet.selected.sort(Comparator.comparing(Workload::ref));
        if (kinds.contains(ResourceKind.REPLICA_SETS)) {
            view.list(ResourceKind.REPLICA_SETS).forEach(rs -> add(fleet.replicaSetsByOwner, rs.controllerUid(), rs));
        }
        view.list(ResourceKind.PODS).forEach(pod -> add(fleet.podsByOwner, pod.controllerUid(), new Pod(pod)));
        view.list(ResourceKind.NODES).forEach(fleet::addNode);
        return fleet;
    }

    private void addNode(Manifest node) {
        nodes.put(node.name(), node);
        add(nodesByPool, poolOf(node), node);
        GkeVersion.reported(node.text("status", "nodeInfo", "kubeletVersion"))
                .ifPresent(version ->
                        poolVersions.merge(poolOf(node), version, BinaryOperator.maxBy(Comparator.naturalOrder())));
    }

    private static <T> void add(Map<String, List<T>> index, String key, T item) {
        index.computeIfAbsent(key, ignored -> new ArrayList<>()).add(item);
    }

    /** The selected workloads in order of namespace and name. */
    public List<Workload> selected() {
        return List.copyOf(selected);
    }

    /** All pods in sight, whoever owns them. */
    public List<Pod> pods() {
        return podsByOwner.values().stream().flatMap(List::stream).toList();
    }

    /** All nodes in sight. */
    public Collection<Manifest> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** Pods of the workload that have not ended, of every revision, those that terminate included. */
    public List<Pod> podsOf(Workload workload) {
        return podsByWorkload.computeIfAbsent(workload.ref(), ref -> find(workload));
    }

    private List<Pod> find(Workload workload) {
        List<Pod> pods = new ArrayList<>();
        if (workload.kind() == WorkloadKind.DEPLOYMENT) {
            replicaSetsOf(workload).forEach(rs -> pods.addAll(podsByOwner.getOrDefault(rs.uid(), List.of())));
        } else {
            pods.addAll(podsByOwner.getOrDefault(workload.manifest().uid(), List.of()));
        }
        pods.removeIf(Pod::finished);
        pods.sort(Comparator.comparing(Pod::name));
        return Collections.unmodifiableList(pods);
    }

    private List<Manifest> replicaSetsOf(Workload deployment) {
        return replicaSetsByOwner.getOrDefault(deployment.manifest().uid(), List.of());
    }

    /** Pods of the newest revision that do not terminate. */
    public List<Pod> currentPodsOf(Workload workload) {
        List<Pod> current = new ArrayList<>();
        for (Pod pod : podsOf(workload)) {
            if (!pod.terminating() && isCurrent(workload, pod)) {
                current.add(pod);
            }
        }
        return Collections.unmodifiableList(current);
    }

    boolean isCurrent(Workload workload, Pod pod) {
        return switch (workload.kind()) {
            case DEPLOYMENT ->
                newestReplicaSet(workload)
                        .map(rs -> pod.manifest().controllerUid().equals(rs.uid()))
                        .orElse(false);
            case STATEFUL_SET ->
                pod.manifest()
                        .text("metadata", "labels", "controller-revision-hash")
                        .equals(workload.manifest().text("status", "updateRevision"));
            default -> true;
        };
    }

    private Optional<Manifest> newestReplicaSet(Workload deployment) {
        return newest.computeIfAbsent(
                deployment.ref(),
                ref -> replicaSetsOf(deployment).stream().max(Comparator.comparingLong(Fleet::revision)));
    }

    private static long revision(Manifest replicaSet) {
        String text = replicaSet.text("metadata", "annotations", "deployment.kubernetes.io/revision");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    public Optional<Manifest> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** Name of the node pool that the node belongs to, empty when the node is not known. */
    public String poolOfNode(String name) {
        return node(name).map(Fleet::poolOf).orElse("");
    }

    private static String poolOf(Manifest node) {
        return PoolOfNode.of(node);
    }

    /** Node pools that the current pods of the workload run on. */
    public List<String> poolsOf(Workload workload) {
        return currentPodsOf(workload).stream()
                .map(pod -> poolOfNode(pod.node()))
                .filter(pool -> !pool.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** Node pools with a node that carries the label. */
    public List<String> poolsLabelled(String key, String value) {
        return nodes.values().stream()
                .filter(node -> node.text("metadata", "labels", key).equals(value))
                .map(Fleet::poolOf)
                .filter(pool -> !pool.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** The pool with the newest version of its nodes, {@code green 1.33.5-gke.200}; the name alone when it has none. */
    public String poolAndVersion(String pool) {
        GkeVersion version = poolVersions.get(pool);
        return version == null ? pool : pool + " " + version;
    }

    /** Whether a node of the pool is still starting, or has become Ready so lately that pods may not be placed on it yet. */
    public boolean isStarting(String pool, Instant now) {
        return nodes.values().stream()
                .filter(node -> poolOf(node).equals(pool))
                .anyMatch(node -> node.items("status", "conditions").stream()
                        .filter(c -> c.text("type").equals("Ready"))
                        .findFirst()
                        .map(ready -> !ready.text("status").equals("True")
                                || Pod.instant(ready.text("lastTransitionTime")).isAfter(now.minus(SETTLING)))
                        .orElse(true));
    }

    /** The nodes of the pool that are there now. */
    public List<Manifest> nodesOf(String pool) {
        return Collections.unmodifiableList(nodesByPool.getOrDefault(pool, List.of()));
    }

    /** How many nodes the pool has now. */
    public long sizeOfPool(String pool) {
        return nodesOf(pool).size();
    }
}
