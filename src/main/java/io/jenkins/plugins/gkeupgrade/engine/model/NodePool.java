package io.jenkins.plugins.gkeupgrade.engine.model;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A node pool as GKE describes it.
 *
 * @param name pool name
 * @param version version of its nodes
 * @param status GKE's own status: PROVISIONING, RUNNING, RUNNING_WITH_ERROR, RECONCILING, STOPPING, ERROR
 * @param statusMessage GKE's reason for a status that is not well, may be empty
 * @param nodeCount nodes per zone at creation (GKE's initialNodeCount)
 * @param autoscaling limits per zone
 * @param labels Kubernetes labels that every node of the pool gets
 * @param taints taints that every node of the pool gets
 * @param locations zones
 * @param settings everything else that a clone must share, as field path to canonical text, for example
 *     {@code config.machineType -> e2-standard-4}
 */
public record NodePool(
        String name,
        GkeVersion version,
        String status,
        String statusMessage,
        int nodeCount,
        Autoscaling autoscaling,
        Map<String, String> labels,
        List<Taint> taints,
        List<String> locations,
        Map<String, String> settings) {
    public static final String RUNNING = "RUNNING";

    public NodePool {
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
        locations = List.copyOf(locations);
        settings = Map.copyOf(settings);
    }

    /**
     * Cluster autoscaler limits of a pool.
     *
     * @param enabled off means that the node count is fixed
     * @param min fewest nodes, per zone unless {@code total}
     * @param max most nodes, per zone unless {@code total}
     * @param total whether the limits count the nodes of all zones together
     */
    public record Autoscaling(boolean enabled, int min, int max, boolean total) implements Serializable {
        public static Autoscaling perZone(int min, int max) {
            return new Autoscaling(true, min, max, false);
        }

        public static Autoscaling off() {
            return new Autoscaling(false, 0, 0, false);
        }
    }
}
