package io.jenkins.plugins.gkeupgrade.emulator;

import com.google.container.v1.NodeConfig;
import com.google.container.v1.NodeManagement;
import com.google.container.v1.NodePool;
import com.google.container.v1.NodePoolAutoscaling;
import com.google.container.v1.NodeTaint;
import com.google.container.v1.UpdateNodePoolRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeApi;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Node pools as messages of the GKE API. The simulation knows of a pool only what matters to it, so everything that a
 * client asked for is kept here and comes back with what GKE adds by itself.
 */
final class PoolMessages {
    private static final String MACHINE_TYPE = "config.machineType";
    private static final String MAX_PODS = "maxPodsConstraint.maxPodsPerNode";
    private static final List<String> DEFAULT_SCOPES = List.of(
            "https://www.googleapis.com/auth/devstorage.read_only", "https://www.googleapis.com/auth/logging.write");

    private record Key(ClusterRef cluster, String pool) {}

    private final GkeApi gke;
    private final Map<Key, NodePool> asked = new HashMap<>();

    PoolMessages(GkeApi gke) {
        this.gke = gke;
    }

    void remember(ClusterRef cluster, NodePool pool) {
        asked.put(new Key(cluster, pool.getName()), pool);
    }

    /** What the simulation needs to know of the pool that a client asks for. */
    io.jenkins.plugins.gkeupgrade.engine.model.NodePool wanted(ClusterRef cluster, NodePool pool) {
        requireManaged(cluster, pool);
        NodePoolAutoscaling limits = pool.getAutoscaling();
        boolean total = limits.getTotalMaxNodeCount() > 0;
        Map<String, String> settings = new HashMap<>();
        if (!pool.getConfig().getMachineType().isEmpty()) {
            settings.put(MACHINE_TYPE, pool.getConfig().getMachineType());
        }
        if (pool.getMaxPodsConstraint().getMaxPodsPerNode() > 0) {
            settings.put(MAX_PODS, Long.toString(pool.getMaxPodsConstraint().getMaxPodsPerNode()));
        }
        return new io.jenkins.plugins.gkeupgrade.engine.model.NodePool(
                pool.getName(),
                gke.nodeVersion(cluster, pool.getVersion()),
                "",
                "",
                pool.getInitialNodeCount(),
                new io.jenkins.plugins.gkeupgrade.engine.model.NodePool.Autoscaling(
                        limits.getEnabled(),
                        total ? limits.getTotalMinNodeCount() : limits.getMinNodeCount(),
                        total ? limits.getTotalMaxNodeCount() : limits.getMaxNodeCount(),
                        total),
                pool.getConfig().getLabelsMap(),
                pool.getConfig().getTaintsList().stream()
                        .map(PoolMessages::taint)
                        .toList(),
                pool.getLocationsList(),
                settings);
    }

    private void requireManaged(ClusterRef cluster, NodePool pool) {
        String channel = gke.releaseChannel(cluster);
        if (!channel.isEmpty() && !pool.getManagement().getAutoUpgrade()) {
            throw new GkeError(
                    GkeError.Code.INVALID_ARGUMENT,
                    "Auto_upgrade must be true when release_channel " + channel + " is set.");
        }
    }

    private static Taint taint(NodeTaint taint) {
        Taint.Effect effect =
                switch (taint.getEffect()) {
                    case NO_SCHEDULE -> Taint.Effect.NO_SCHEDULE;
                    case PREFER_NO_SCHEDULE -> Taint.Effect.PREFER_NO_SCHEDULE;
                    case NO_EXECUTE -> Taint.Effect.NO_EXECUTE;
                    default ->
                        throw new GkeError(
                                GkeError.Code.INVALID_ARGUMENT, "Taint \"" + taint.getKey() + "\" has no effect.");
                };
        return new Taint(taint.getKey(), taint.getValue(), effect);
    }

    /** The pool as a client sees it now. */
    @SuppressWarnings("deprecation") // GKE says why a pool is in ERROR in no other place
    NodePool message(ClusterRef cluster, io.jenkins.plugins.gkeupgrade.engine.model.NodePool now) {
        NodePool.Builder pool = asked.getOrDefault(new Key(cluster, now.name()), described(cluster, now)).toBuilder();
        pool.setVersion(now.version().toString())
                .setStatus(NodePool.Status.valueOf(now.status()))
                .setStatusMessage(now.statusMessage())
                .setSelfLink("https://container.googleapis.com/v1/" + cluster + "/nodePools/" + now.name())
                .setPodIpv4CidrSize(24)
                .setEtag(gke.etag(cluster))
                .clearLocations()
                .addAllLocations(now.locations())
                .clearInstanceGroupUrls()
                .addAllInstanceGroupUrls(now.locations().stream()
                        .map(zone -> "https://www.googleapis.com/compute/v1/projects/" + cluster.project() + "/zones/"
                                + zone + "/instanceGroupManagers/gke-" + now.name())
                        .toList());
        fillIn(pool);
        return pool.build();
    }

    /** What GKE decides where the client left it open. */
    private static void fillIn(NodePool.Builder pool) {
        NodeConfig.Builder config = pool.getConfigBuilder();
        if (config.getMachineType().isEmpty()) {
            config.setMachineType("e2-medium");
        }
        if (config.getDiskType().isEmpty()) {
            config.setDiskType("pd-balanced");
        }
        if (config.getDiskSizeGb() == 0) {
            config.setDiskSizeGb(100);
        }
        if (config.getImageType().isEmpty()) {
            config.setImageType("COS_CONTAINERD");
        }
        if (config.getServiceAccount().isEmpty()) {
            config.setServiceAccount("default");
        }
        if (config.getOauthScopesCount() == 0) {
            config.addAllOauthScopes(DEFAULT_SCOPES);
        }
        config.setEffectiveCgroupMode(NodeConfig.EffectiveCgroupMode.EFFECTIVE_CGROUP_MODE_V2)
                .putMetadata("disable-legacy-endpoints", "true")
                .putResourceLabels("goog-gke-node-pool-provisioning-model", config.getSpot() ? "spot" : "on-demand");
        config.getShieldedInstanceConfigBuilder().setEnableIntegrityMonitoring(true);
        if (pool.getUpgradeSettings().getMaxSurge() == 0
                && pool.getUpgradeSettings().getMaxUnavailable() == 0) {
            pool.getUpgradeSettingsBuilder().setMaxSurge(1);
        }
        pool.getNetworkConfigBuilder().setPodIpv4CidrBlock("10.4.0.0/14");
    }

    /** A pool that was there before any client asked for it. */
    private NodePool described(ClusterRef cluster, io.jenkins.plugins.gkeupgrade.engine.model.NodePool pool) {
        NodePool.Builder message = NodePool.newBuilder()
                .setName(pool.name())
                .setInitialNodeCount(pool.nodeCount())
                .setManagement(NodeManagement.newBuilder()
                        .setAutoUpgrade(!gke.releaseChannel(cluster).isEmpty())
                        .setAutoRepair(true));
        NodeConfig.Builder config = message.getConfigBuilder().putAllLabels(pool.labels());
        pool.taints()
                .forEach(t -> config.addTaintsBuilder()
                        .setKey(t.key())
                        .setValue(t.value())
                        .setEffect(NodeTaint.Effect.valueOf(t.effect().name())));
        SettingsText.apply(pool.settings(), message);
        var limits = pool.autoscaling();
        if (limits.enabled()) {
            NodePoolAutoscaling.Builder autoscaling =
                    message.getAutoscalingBuilder().setEnabled(true);
            if (limits.total()) {
                autoscaling.setTotalMinNodeCount(limits.min()).setTotalMaxNodeCount(limits.max());
            } else {
                autoscaling.setMinNodeCount(limits.min()).setMaxNodeCount(limits.max());
            }
        }
        return message.build();
    }

    private NodePool.Builder now(ClusterRef cluster, String name) {
        return gke.cluster(cluster)
                .pool(name)
                .map(now -> message(cluster, now).toBuilder())
                .orElseThrow(() ->
                        new GkeError(GkeError.Code.NOT_FOUND, "Not found: " + cluster + "/nodePools/" + name + "."));
    }

    /** The pool with other limits of its autoscaler. */
    NodePool scaled(ClusterRef cluster, String name, NodePoolAutoscaling limits) {
        return now(cluster, name).setAutoscaling(limits).build();
    }

    /** The pool as an update wants it: taints and labels replace all there were. */
    NodePool changed(ClusterRef cluster, String name, UpdateNodePoolRequest update) {
        NodePool.Builder pool = now(cluster, name);
        if (!update.getEtag().isEmpty() && !update.getEtag().equals(pool.getEtag())) {
            throw new GkeError(GkeError.Code.ABORTED, "The node pool has changed since it was read (etag).");
        }
        if (update.hasTaints()) {
            pool.getConfigBuilder()
                    .clearTaints()
                    .addAllTaints(update.getTaints().getTaintsList());
        }
        if (update.hasLabels()) {
            pool.getConfigBuilder()
                    .clearLabels()
                    .putAllLabels(update.getLabels().getLabelsMap());
        }
        if (update.hasNodeDrainConfig()) {
            pool.setNodeDrainConfig(update.getNodeDrainConfig());
        }
        if (!update.getNodeVersion().isEmpty()) {
            pool.setVersion(gke.nodeVersion(cluster, update.getNodeVersion()).toString());
        }
        return pool.build();
    }
}
