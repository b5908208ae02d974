package io.jenkins.plugins.gkeupgrade.engine.pool;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.Collection;
import java.util.List;

/**
 * The nodes of a pool, counted.
 *
 * @param ready Ready, at the pool's version
 * @param notReady at the pool's version and not Ready
 * @param otherVersions kubelet versions of the others
 */
record PoolNodes(int ready, int notReady, List<String> otherVersions) {
    /** Label that GKE puts on every node, with the name of its pool. */
    static final String POOL_LABEL = "cloud.google.com/gke-nodepool";

    static PoolNodes none() {
        return new PoolNodes(0, 0, List.of());
    }

    static PoolNodes of(Collection<Manifest> nodes, String pool, GkeVersion version) {
        List<Manifest> its = nodes.stream()
                .filter(n -> pool.equals(n.labels().get(POOL_LABEL)))
                .toList();
        List<Manifest> current =
                its.stream().filter(n -> kubelet(n).equals("v" + version)).toList();
        int ready = (int) current.stream().filter(PoolNodes::isReady).count();
        List<String> others = its.stream()
                .map(PoolNodes::kubelet)
                .filter(k -> !k.equals("v" + version))
                .distinct()
                .toList();
        return new PoolNodes(ready, current.size() - ready, others);
    }

    private static String kubelet(Manifest node) {
        return node.text("status", "nodeInfo", "kubeletVersion");
    }

    private static boolean isReady(Manifest node) {
        return node.items("status", "conditions").stream()
                .anyMatch(
                        c -> c.text("type").equals("Ready") && c.text("status").equals("True"));
    }
}
