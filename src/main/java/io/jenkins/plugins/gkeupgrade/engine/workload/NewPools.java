package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import java.io.Serializable;
import java.time.Instant;
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
 * @param mostNodes by pool name, how many nodes the cluster autoscaler may give it; 0 when it does not scale, and
 *     {@link #UNKNOWN} when nobody knows
 */
public record NewPools(OptInTaint optIn, Map<String, Integer> mostNodes) implements Serializable {
    /** As many nodes as you like: not to know whether a pool may grow is no reason to give a pod up early. */
    public static final int UNKNOWN = Integer.MAX_VALUE;

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
                        cluster.ref().gke()
                                ? "Run createTaintedPool for this version first."
                                : byHand(taintKey, request, cluster)));
    }

    /**
     * What takes the place of {@code createTaintedPool} in a cluster without a GKE API.
     *
     * @param taintKey key of the opt-in taint
     * @param request the version that the upgrade is to
     */
    public static String byHand(String taintKey, VersionRequest request, Cluster cluster) {
        String wanted = GkeVersion.marked(request.text())
                .map(GkeVersion::toString)
                .orElseGet(() -> cluster.version().minorText());
        String mark = taintKey + "=" + wanted;
        return "Set the new nodes apart yourself: kubectl label nodes NODE " + mark + " and kubectl taint nodes NODE "
                + mark + ":NoSchedule.";
    }

    /** The same for whoever can do without: empty when there is none. */
    public static Optional<NewPools> ifAny(Cluster cluster, String taintKey, VersionRequest request) {
        Map<String, GkeVersion> versions = versions(cluster, taintKey);
        GkeVersion version = wanted(request, cluster, versions);
        Map<String, Integer> mostNodes = cluster.pools().stream()
                .filter(p -> version != null && version.equals(versions.get(p.name())))
                .collect(Collectors.toMap(NodePool::name, pool -> cluster.ref().gke() ? most(pool) : UNKNOWN));
        return mostNodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new NewPools(new OptInTaint(taintKey, version), mostNodes));
    }

    private static Map<String, GkeVersion> versions(Cluster cluster, String taintKey) {
        Map<String, GkeVersion> versions = new TreeMap<>();
        cluster.pools().forEach(p -> versionOf(p, taintKey).ifPresent(version -> versions.put(p.name(), version)));
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

    /**
     * The version that the pool was made for. A pool that was normalised has lost its taint and kept its label, which is
     * what opted-in pods select; a version that is not GKE's in full may be a label for something else, and counts with the
     * taint only.
     */
    private static Optional<GkeVersion> versionOf(NodePool pool, String key) {
        String value = pool.labels().get(key);
        List<String> tainted = pool.taints().stream()
                .filter(t -> t.key().equals(key))
                .map(Taint::value)
                .toList();
        boolean made = tainted.stream().allMatch(t -> t.equals(value));
        return made && (GkeVersion.isExact(value) || !tainted.isEmpty()) ? GkeVersion.marked(value) : Optional.empty();
    }

    private static int most(NodePool pool) {
        NodePool.Autoscaling scaling = pool.autoscaling();
        int zones = scaling.total() ? 1 : Math.max(1, pool.locations().size());
        return scaling.enabled() ? scaling.max() * zones : 0;
    }

    public Set<String> names() {
        return mostNodes.keySet();
    }

    /** Whether a pod that finds no room may still get a new node from the cluster autoscaler, or one that is starting. */
    public boolean mayGrow(Fleet fleet, Instant now) {
        return mostNodes.entrySet().stream()
                .anyMatch(e -> fleet.sizeOfPool(e.getKey()) < e.getValue() || fleet.isStarting(e.getKey(), now));
    }

    public OptInEdit edit() {
        return new OptInEdit(optIn, names());
    }
}
