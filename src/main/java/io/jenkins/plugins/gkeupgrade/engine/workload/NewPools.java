package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The node pools that were made for opting in to one version, which is where opted-in pods run.
 *
 * @param optIn the taint that they carry
 * @param mostNodes by pool name, how many nodes the cluster autoscaler may give it; 0 when it does not scale
 */
public record NewPools(OptInTaint optIn, Map<String, Integer> mostNodes) implements Serializable {
    private static final long serialVersionUID = 1L;

    public NewPools {
        mostNodes = Map.copyOf(mostNodes);
    }

    /**
     * Finds the pools that the request stands for. An alias stands for the highest matching version that has a pool.
     *
     * @throws Refused when there is none; without its pool, an opted-in pod would wait for ever (or, with node
     *     auto-provisioning, get a pool of its own that only looks right)
     */
    public static NewPools find(Cluster cluster, String taintKey, VersionRequest request) {
        return ifAny(cluster, taintKey, request)
                .orElseThrow(() -> new Refused(
                        "Cluster " + cluster.ref().name() + " has no node pool with the taint " + taintKey + "="
                                + request + ":NoSchedule (" + present(taintKey, versions(cluster, taintKey)) + ").",
                        "Run createTaintedPool for this version first."));
    }

    /** The same for whoever can do without: empty when there is none. */
    public static Optional<NewPools> ifAny(Cluster cluster, String taintKey, VersionRequest request) {
        Map<String, GkeVersion> versions = versions(cluster, taintKey);
        GkeVersion version = wanted(request, cluster, versions);
        Map<String, Integer> mostNodes = cluster.pools().stream()
                .filter(p -> version != null && version.equals(versions.get(p.name())))
                .collect(Collectors.toMap(NodePool::name, NewPools::most));
        return mostNodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new NewPools(new OptInTaint(taintKey, version), mostNodes));
    }

    private static Map<String, GkeVersion> versions(Cluster cluster, String taintKey) {
        Map<String, GkeVersion> versions = new TreeMap<>();
        cluster.pools().stream()
                .filter(p -> made(p, taintKey))
                .forEach(p -> versions.put(p.name(), GkeVersion.parse(p.labels().get(taintKey))));
        return versions;
    }

    /** Null when nothing on the cluster matches an alias. */
    private static GkeVersion wanted(VersionRequest request, Cluster cluster, Map<String, GkeVersion> versions) {
        try {
            return request.resolve(versions.values(), cluster.version());
        } catch (InvalidValue nothingMatches) {
            return null;
        }
    }

    private static String present(String taintKey, Map<String, GkeVersion> versions) {
        List<String> found = versions.entrySet().stream()
                .map(e -> e.getKey() + " has " + e.getValue())
                .toList();
        return found.isEmpty() ? "no pool carries a taint " + taintKey : "pool " + String.join(", pool ", found);
    }

    /** A pool that was normalised has lost its taint and kept its label, which is what opted-in pods select. */
    private static boolean made(NodePool pool, String key) {
        String value = pool.labels().get(key);
        return GkeVersion.isExact(value)
                && pool.taints().stream()
                        .filter(t -> t.key().equals(key))
                        .allMatch(t -> t.value().equals(value));
    }

    private static int most(NodePool pool) {
        NodePool.Autoscaling scaling = pool.autoscaling();
        int zones = scaling.total() ? 1 : Math.max(1, pool.locations().size());
        return scaling.enabled() ? scaling.max() * zones : 0;
    }

    public Set<String> names() {
        return mostNodes.keySet();
    }

    /** Whether a pod that finds no room may still get a new node from the cluster autoscaler. */
    public boolean mayGrow(Fleet fleet) {
        return mostNodes.entrySet().stream().anyMatch(e -> fleet.sizeOfPool(e.getKey()) < e.getValue());
    }

    public OptInEdit edit() {
        return new OptInEdit(optIn, names());
    }
}
