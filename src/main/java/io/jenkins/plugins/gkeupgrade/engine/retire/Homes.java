package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.workload.NodeFit;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.Placement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where pods may run: on the pool that retires, and on those that stay.
 *
 * @param old nodes of the pool that retires, as its taints and labels make them
 * @param others nodes of the pools that stay, without the opt-in taint where that is to be dropped
 */
record Homes(List<NodeFit> old, List<NodeFit> others) {
    /** Pools in any other status have no nodes for anybody, or will not have them for long. */
    private static final Set<String> ALIVE = Set.of(NodePool.RUNNING, "RUNNING_WITH_ERROR", "RECONCILING");

    private static final List<String> ONLY_NODES_KNOW =
            List.of("kubernetes.io/arch", "kubernetes.io/os", "topology.kubernetes.io/region");
    private static final String ZONE = "topology.kubernetes.io/zone";

    static Homes in(Cluster cluster, RetireRequest request, String retiring, Collection<Manifest> nodes) {
        List<NodeFit> old = new ArrayList<>();
        List<NodeFit> others = new ArrayList<>();
        for (NodePool pool : cluster.pools()) {
            if (pool.name().equals(retiring)) {
                old.addAll(of(pool, pool.taints(), nodes));
            }
        }
        staying(cluster, retiring).forEach(pool -> others.addAll(of(pool, taintsOf(pool, request), nodes)));
        return new Homes(List.copyOf(old), List.copyOf(others));
    }

    /** The pools that will be left. */
    static List<NodePool> staying(Cluster cluster, String retiring) {
        return cluster.pools().stream()
                .filter(p -> !p.name().equals(retiring) && ALIVE.contains(p.status()))
                .toList();
    }

    /** The taints that the pool will have. */
    static List<Taint> taintsOf(NodePool pool, RetireRequest request) {
        return request.normalise() ? without(pool, request.taintKey()) : pool.taints();
    }

    static List<Taint> without(NodePool pool, String taintKey) {
        return pool.taints().stream().filter(t -> !t.key().equals(taintKey)).toList();
    }

    /** A pool without nodes is judged by its labels, and by what nodes of the cluster have in common. */
    private static List<NodeFit> of(NodePool pool, List<Taint> taints, Collection<Manifest> nodes) {
        List<NodeFit> fits = new ArrayList<>(nodes.stream()
                .filter(n -> pool.name().equals(poolOf(n)))
                .map(n -> texts(n.labels()))
                .distinct()
                .map(labels -> new NodeFit(labels, taints))
                .toList());
        if (fits.isEmpty()) {
            for (String zone : pool.locations().isEmpty() ? List.of("") : pool.locations()) {
                fits.add(new NodeFit(imagined(pool, zone, nodes), taints));
            }
        }
        return fits;
    }

    private static Map<String, String> imagined(NodePool pool, String zone, Collection<Manifest> nodes) {
        Map<String, String> labels = new HashMap<>();
        nodes.stream()
                .findFirst()
                .map(n -> texts(n.labels()))
                .ifPresent(known -> ONLY_NODES_KNOW.stream()
                        .filter(known::containsKey)
                        .forEach(key -> labels.put(key, known.get(key))));
        labels.putAll(pool.labels());
        labels.put(OptInEdit.POOL_LABEL, pool.name());
        labels.put(ZONE, zone);
        return labels;
    }

    private static Map<String, String> texts(Map<String, Object> labels) {
        Map<String, String> texts = new HashMap<>();
        labels.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    static String poolOf(Manifest node) {
        return node.text("metadata", "labels", OptInEdit.POOL_LABEL);
    }

    boolean onOld(Placement placement) {
        return old.stream().anyMatch(fit -> fit.takes(placement));
    }

    boolean elsewhere(Placement placement) {
        return others.stream().anyMatch(fit -> fit.takes(placement));
    }
}
