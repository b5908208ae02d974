package io.jenkins.plugins.gkeupgrade.emulator.world;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ClusterSettings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeFaults;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeTimings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ServerConfig;
import java.time.Duration;
import java.util.List;

/**
 * What the emulator is to serve.
 *
 * @param name the file's name without its ending
 * @param speed virtual seconds in a real second
 * @param settle how much virtual time passes before anybody is let in, for the workloads to start
 * @param seed the same seed gives the same names and durations
 * @param versions what GKE offers
 * @param timings how long GKE's operations take
 * @param podStart from the binding of a pod to its running containers
 * @param clusters what there is
 * @param faults what goes wrong
 */
public record World(
        String name,
        double speed,
        Duration settle,
        long seed,
        ServerConfig versions,
        GkeTimings timings,
        Duration podStart,
        List<ClusterPlan> clusters,
        GkeFaults faults) {
    public World {
        clusters = List.copyOf(clusters);
    }

    /**
     * A cluster with what is in it.
     *
     * @param manifests objects to create, in this order
     * @param exclusions names of maintenance exclusions that keep its node pools at their version
     */
    public record ClusterPlan(
            ClusterSettings settings, List<PoolPlan> pools, List<Manifest> manifests, List<String> exclusions) {
        public ClusterPlan {
            pools = List.copyOf(pools);
            manifests = List.copyOf(manifests);
            exclusions = List.copyOf(exclusions);
        }

        public ClusterRef ref() {
            return settings.ref();
        }
    }

    /** @param nodesPerZone how many nodes it has at the beginning */
    public record PoolPlan(NodePool pool, int nodesPerZone) {}
}
