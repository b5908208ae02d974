package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.container.v1.AcceleratorConfig;
import com.google.container.v1.BlueGreenSettings;
import com.google.container.v1.NodeConfig;
import com.google.container.v1.NodePool;
import com.google.container.v1.NodePoolUpdateStrategy;
import com.google.protobuf.TextFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What two pools must share to count as the same, in comparable words: the fields that people choose, not all that GKE
 * has. A value that GKE fills in by itself is left out, so that leaving it open and having it filled in are equal.
 */
final class PoolSettings {
    /** GKE's own labels and metadata, which it adds to every pool. */
    private static final String GOOGLES_LABELS = "goog-";

    private static final String LEGACY_ENDPOINTS = "disable-legacy-endpoints";

    private final Map<String, String> settings = new LinkedHashMap<>();

    private PoolSettings() {}

    static Map<String, String> of(NodePool pool) {
        PoolSettings all = new PoolSettings();
        all.machine(pool.getConfig());
        all.identity(pool.getConfig());
        all.hardware(pool.getConfig());
        all.pool(pool);
        return all.settings;
    }

    private void machine(NodeConfig config) {
        put("config.machineType", config.getMachineType(), "e2-medium");
        put("config.diskType", config.getDiskType(), "pd-balanced");
        put("config.diskSizeGb", config.getDiskSizeGb(), 100);
        put("config.imageType", config.getImageType().toUpperCase(Locale.ROOT), "COS_CONTAINERD");
        put("config.minCpuPlatform", config.getMinCpuPlatform(), "");
        put("config.spot", config.getSpot(), false);
        put("config.preemptible", config.getPreemptible(), false);
        put("config.bootDiskKmsKey", config.getBootDiskKmsKey(), "");
    }

    private void identity(NodeConfig config) {
        put("config.serviceAccount", config.getServiceAccount(), "default");
        put("config.oauthScopes", sorted(config.getOauthScopesList()), "");
        put("config.tags", sorted(config.getTagsList()), "");
        config.getMetadataMap().forEach((key, value) -> {
            if (!key.equals(LEGACY_ENDPOINTS)) {
                put("config.metadata." + key, value, "");
            }
        });
        config.getResourceLabelsMap().forEach((key, value) -> {
            if (!key.startsWith(GOOGLES_LABELS)) {
                put("config.resourceLabels." + key, value, null);
            }
        });
        put("config.workloadMetadata", config.getWorkloadMetadataConfig().getModeValue(), 0);
    }

    private void hardware(NodeConfig config) {
        put(
                "config.accelerators",
                sorted(config.getAcceleratorsList().stream()
                        .map(PoolSettings::accelerator)
                        .toList()),
                "");
        put("config.localSsdCount", config.getLocalSsdCount(), 0);
        put("config.sandbox", config.getSandboxConfig().getTypeValue(), 0);
        put("config.secureBoot", config.getShieldedInstanceConfig().getEnableSecureBoot(), false);
        put("config.confidentialNodes", config.getConfidentialNodes().getEnabled(), false);
        put("config.nodeGroup", config.getNodeGroup(), "");
    }

    private static String accelerator(AcceleratorConfig accelerator) {
        return accelerator.getAcceleratorCount() + " " + accelerator.getAcceleratorType()
                + (accelerator.getGpuPartitionSize().isEmpty() ? "" : " in parts " + accelerator.getGpuPartitionSize());
    }

    private void pool(NodePool pool) {
        put("maxPodsConstraint.maxPodsPerNode", pool.getMaxPodsConstraint().getMaxPodsPerNode(), 0L);
        put("networkConfig.podRange", pool.getNetworkConfig().getPodRange(), "");
        put("networkConfig.enablePrivateNodes", pool.getNetworkConfig().getEnablePrivateNodes(), false);
        put("placementPolicy.type", pool.getPlacementPolicy().getType().name(), "TYPE_UNSPECIFIED");
        upgrades(pool.getUpgradeSettings());
    }

    private void upgrades(NodePool.UpgradeSettings upgrades) {
        if (upgrades.getStrategy() == NodePoolUpdateStrategy.BLUE_GREEN) {
            BlueGreenSettings blueGreen = upgrades.getBlueGreenSettings();
            put(
                    "upgradeSettings.blueGreen",
                    TextFormat.printer().emittingSingleLine(true).printToString(blueGreen),
                    null);
            return;
        }
        // Nothing set is GKE's default: one node more at a time.
        boolean open = upgrades.getMaxSurge() == 0 && upgrades.getMaxUnavailable() == 0;
        put("upgradeSettings.maxSurge", open ? 1 : upgrades.getMaxSurge(), 1);
        put("upgradeSettings.maxUnavailable", upgrades.getMaxUnavailable(), 0);
    }

    private static String sorted(List<String> values) {
        return String.join(", ", values.stream().sorted().toList());
    }

    /** Leaves the value out when it is the default, or not set where GKE then fills in the default. */
    private void put(String path, Object value, Object byDefault) {
        boolean unset = value.equals("") || value.equals(0);
        if (!unset && !value.equals(byDefault)) {
            settings.put(path, value.toString());
        }
    }
}
