package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** Where the pods of workloads are, by what the nodes that they run on say. */
final class Stays {
    private final String retiring;
    private final Map<String, String> poolByNode = new HashMap<>();
    private final Map<String, String> poolAndVersion = new HashMap<>();

    Stays(Cluster cluster, String retiring, Collection<Manifest> nodes) {
        this.retiring = retiring;
        nodes.forEach(node -> poolByNode.put(node.name(), Homes.poolOf(node)));
        cluster.pools().forEach(pool -> poolAndVersion.put(pool.name(), pool.name() + " " + pool.version()));
    }

    /** @param replicas empty when nobody says how many there are to be: then as many as there are */
    Stay of(Collection<Pod> pods, OptionalInt replicas) {
        List<Pod> staying = pods.stream().filter(p -> !p.terminating()).toList();
        List<Pod> ready = staying.stream().filter(Pod::ready).toList();
        return new Stay(
                replicas.orElse(pods.size()),
                ready.size(),
                (int) staying.stream().filter(this::onOld).count(),
                ready.stream()
                        .filter(p -> !onOld(p))
                        .map(p -> poolAndVersion.get(poolByNode.get(p.node())))
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private boolean onOld(Pod pod) {
        return retiring.equals(poolByNode.get(pod.node()));
    }
}
