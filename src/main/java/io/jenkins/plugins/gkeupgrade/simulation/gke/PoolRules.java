package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import java.util.List;
import java.util.regex.Pattern;

/** What GKE checks before it makes or changes a node pool. */
final class PoolRules {
    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,38}[a-z0-9])?");
    private static final int MAX_SKEW = 2;
    private static final int MOST_NODES_PER_ZONE = 1000;

    private PoolRules() {}

    static void checkMutable(SimulatedCluster cluster) {
        if (cluster.settings().autopilot()) {
            throw new GkeError(GkeError.Code.INVALID_ARGUMENT, "Autopilot node pools cannot be accessed or modified.");
        }
    }

    static void checkNew(SimulatedCluster cluster, NodePool pool, ServerVersions offer) {
        if (!NAME.matcher(pool.name()).matches()) {
            throw invalid("Invalid value for field \"node_pool.name\": \"" + pool.name()
                    + "\". Must be at most 40 lower-case letters, digits and hyphens, starting with a letter.");
        }
        if (cluster.pool(pool.name()).isPresent()) {
            throw new GkeError(
                    GkeError.Code.ALREADY_EXISTS,
                    "Already exists: " + cluster.ref().resourceName() + "/nodePools/" + pool.name() + ".");
        }
        checkVersion(cluster, pool, offer);
        checkPlaces(cluster, pool.locations());
        checkSize(pool);
        MachineType.of(pool.settings().getOrDefault(SimulatedPool.MACHINE_TYPE, "e2-medium"));
    }

    static void checkVersion(SimulatedCluster cluster, NodePool pool, ServerVersions offer) {
        if (pool.version().compareTo(cluster.version()) > 0) {
            throw invalid("Node version \"" + pool.version() + "\" must not be greater than the master version \""
                    + cluster.version() + "\".");
        }
        if (cluster.version().minorsAheadOf(pool.version()) > MAX_SKEW) {
            throw invalid("Node version \"" + pool.version() + "\" must not be more than " + MAX_SKEW
                    + " minor versions older than the master version \"" + cluster.version() + "\".");
        }
        if (!pool.version().equals(cluster.version()) && !offer.nodes().contains(pool.version())) {
            throw invalid("Node version \"" + pool.version() + "\" is unsupported.");
        }
    }

    private static void checkPlaces(SimulatedCluster cluster, List<String> zones) {
        String location = cluster.ref().location();
        String region = cluster.ref().zonal() ? location.substring(0, location.lastIndexOf('-')) : location;
        for (String zone : zones) {
            if (!zone.matches(Pattern.quote(region) + "-[a-z]")) {
                throw invalid("Location \"" + zone + "\" does not exist in region \"" + region + "\".");
            }
        }
    }

    private static void checkSize(NodePool pool) {
        NodePool.Autoscaling limits = pool.autoscaling();
        boolean legal = pool.nodeCount() >= 0 && pool.nodeCount() <= MOST_NODES_PER_ZONE;
        if (limits.enabled()) {
            legal &= limits.min() >= 0 && limits.max() >= Math.max(1, limits.min());
        }
        if (!legal) {
            throw invalid("Invalid size of node pool \"" + pool.name() + "\": initial_node_count " + pool.nodeCount()
                    + ", autoscaling " + limits.min() + " to " + limits.max() + ".");
        }
    }

    private static GkeError invalid(String message) {
        return new GkeError(GkeError.Code.INVALID_ARGUMENT, message);
    }
}
