package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.simulation.NodeHost;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster's control plane and its pools. */
final class SimulatedCluster {
    private final ClusterSettings settings;
    private final Map<String, SimulatedPool> pools = new LinkedHashMap<>();
    private NodeHost host;
    private GkeVersion version;
    private String status = "RUNNING";
    private SimulatedOperation running;
    private List<MaintenanceExclusion> exclusions = List.of();
    private long revision;

    SimulatedCluster(ClusterSettings settings) {
        this.settings = settings;
        this.version = settings.version();
    }

    ClusterSettings settings() {
        return settings;
    }

    ClusterRef ref() {
        return settings.ref();
    }

    GkeVersion version() {
        return version;
    }

    void version(GkeVersion now) {
        version = now;
        host().controlPlaneVersion(now);
        touch();
    }

    void status(String now) {
        status = now;
        touch();
    }

    void touch() {
        revision++;
    }

    /** Changes with every change of the cluster. */
    String etag() {
        return Long.toHexString(0x5eed_0000L + revision);
    }

    void attach(NodeHost kubernetes) {
        host = kubernetes;
        host.controlPlaneVersion(version);
    }

    NodeHost host() {
        if (host == null) {
            throw new IllegalStateException(ref() + " has no Kubernetes attached yet.");
        }
        return host;
    }

    boolean attached() {
        return host != null;
    }

    List<MaintenanceExclusion> exclusions() {
        return exclusions;
    }

    void exclusions(List<MaintenanceExclusion> now) {
        exclusions = List.copyOf(now);
        touch();
    }

    /** The operation that runs now, if any. */
    Optional<SimulatedOperation> running() {
        return Optional.ofNullable(running);
    }

    void running(SimulatedOperation operation) {
        running = operation;
        touch();
    }

    boolean controlPlaneBusy() {
        return running != null && running.type().equals("UPGRADE_MASTER");
    }

    Collection<SimulatedPool> pools() {
        return pools.values();
    }

    Optional<SimulatedPool> pool(String name) {
        return Optional.ofNullable(pools.get(name));
    }

    void add(SimulatedPool pool) {
        pools.put(pool.name(), pool);
        touch();
    }

    void remove(SimulatedPool pool) {
        pools.remove(pool.name());
        touch();
    }

    Cluster snapshot() {
        return new Cluster(
                settings.ref(),
                version,
                status,
                settings.autopilot(),
                settings.nodeAutoProvisioning(),
                settings.channel(),
                pools.values().stream().map(SimulatedPool::shape).toList());
    }
}
