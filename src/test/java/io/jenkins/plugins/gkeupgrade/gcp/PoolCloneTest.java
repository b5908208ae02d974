package io.jenkins.plugins.gkeupgrade.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.container.v1.AcceleratorConfig;
import com.google.container.v1.Cluster;
import com.google.container.v1.LinuxNodeConfig;
import com.google.container.v1.MaxPodsConstraint;
import com.google.container.v1.NodeConfig;
import com.google.container.v1.NodeKubeletConfig;
import com.google.container.v1.NodeNetworkConfig;
import com.google.container.v1.NodePool;
import com.google.container.v1.NodePoolAutoscaling;
import com.google.container.v1.NodeTaint;
import com.google.container.v1.Operation;
import com.google.container.v1.OperationProgress;
import com.google.container.v1.ReleaseChannel;
import com.google.container.v1.SandboxConfig;
import com.google.container.v1.ShieldedInstanceConfig;
import com.google.container.v1.StatusCondition;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolCloneTest {
    private static final GkeVersion VERSION = GkeVersion.parse("1.33.5-gke.1162000");
    private static final PoolSpec SPEC =
            new PoolSpec("new", "old", VERSION, new OptInTaint("kubernetes_version", VERSION), 0, 7);

    private static NodePool.Builder source() {
        return NodePool.newBuilder()
                .setName("old")
                .setVersion("1.32.4-gke.1415000")
                .setInitialNodeCount(3)
                .setStatus(NodePool.Status.RUNNING)
                .setSelfLink("https://container.googleapis.com/v1/projects/p/…/old")
                .addInstanceGroupUrls("https://example.com/group")
                .setEtag("abc")
                .setPodIpv4CidrSize(24)
                .addConditions(StatusCondition.newBuilder().setMessage("hm"))
                .addLocations("europe-west1-b")
                .addLocations("europe-west1-c")
                .setMaxPodsConstraint(MaxPodsConstraint.newBuilder().setMaxPodsPerNode(64))
                .setAutoscaling(NodePoolAutoscaling.newBuilder()
                        .setEnabled(true)
                        .setTotalMinNodeCount(2)
                        .setTotalMaxNodeCount(9)
                        .setLocationPolicy(NodePoolAutoscaling.LocationPolicy.ANY))
                .setNetworkConfig(NodeNetworkConfig.newBuilder()
                        .setPodRange("pods-2")
                        .setPodIpv4CidrBlock("10.8.0.0/14")
                        .setCreatePodRange(true)
                        .setPodIpv4RangeUtilization(0.5))
                .setUpgradeSettings(
                        NodePool.UpgradeSettings.newBuilder().setMaxSurge(4).setMaxUnavailable(1))
                .setPlacementPolicy(
                        NodePool.PlacementPolicy.newBuilder().setType(NodePool.PlacementPolicy.Type.COMPACT))
                .setConfig(config());
    }

    private static NodeConfig.Builder config() {
        return NodeConfig.newBuilder()
                .setMachineType("n2-highmem-8")
                .setDiskType("pd-ssd")
                .setDiskSizeGb(200)
                .setImageType("cos_containerd")
                .setServiceAccount("nodes@shop.iam.gserviceaccount.com")
                .addOauthScopes("https://www.googleapis.com/auth/cloud-platform")
                .putLabels("team", "shop")
                .putLabels("kubernetes_version", "1.32.4-gke.1415000")
                .putMetadata("enable-oslogin", "true")
                .addTags("web")
                .putResourceLabels("cost", "42")
                .putResourceLabels("goog-gke-node-pool-provisioning-model", "spot")
                .addTaints(taint("kubernetes_version", "1.32.4-gke.1415000"))
                .addTaints(taint("dedicated", "shop"))
                .addAccelerators(
                        AcceleratorConfig.newBuilder().setAcceleratorCount(2).setAcceleratorType("nvidia-l4"))
                .setSpot(true)
                .setSandboxConfig(SandboxConfig.newBuilder().setType(SandboxConfig.Type.GVISOR))
                .setShieldedInstanceConfig(ShieldedInstanceConfig.newBuilder().setEnableSecureBoot(true))
                .setKubeletConfig(NodeKubeletConfig.newBuilder().setPodPidsLimit(2048))
                .setLinuxNodeConfig(LinuxNodeConfig.newBuilder().putSysctls("net.core.somaxconn", "2048"))
                .setEffectiveCgroupMode(NodeConfig.EffectiveCgroupMode.EFFECTIVE_CGROUP_MODE_V2);
    }

    private static NodeTaint taint(String key, String value) {
        return NodeTaint.newBuilder()
                .setKey(key)
                .setValue(value)
                .setEffect(NodeTaint.Effect.NO_SCHEDULE)
                .build();
    }

    private static NodePool clone(NodePool source) {
        return PoolClone.of(source, SPEC, Cluster.getDefaultInstance());
    }

    @Test
    void everythingThatCanBeAskedForIsCloned() {
        NodePool source = source().build();
        NodePool clone = clone(source);
        NodeConfig expected = config().clearEffectiveCgroupMode()
                .removeResourceLabels("goog-gke-node-pool-provisioning-model")
                .putLabels("kubernetes_version", "1.33.5-gke.1162000")
                .clearTaints()
                .addTaints(taint("dedicated", "shop"))
                .addTaints(taint("kubernetes_version", "1.33.5-gke.1162000"))
                .build();
        assertEquals(expected, clone.getConfig());
        assertEquals(source.getLocationsList(), clone.getLocationsList());
        assertEquals(source.getMaxPodsConstraint(), clone.getMaxPodsConstraint());
        assertEquals(source.getUpgradeSettings(), clone.getUpgradeSettings());
        assertEquals(source.getPlacementPolicy(), clone.getPlacementPolicy());
        assertEquals("pods-2", clone.getNetworkConfig().getPodRange());
    }

    @Test
    void identityAndOutputAreNot() {
        NodePool clone = clone(source().build());
        assertEquals("new", clone.getName());
        assertEquals("1.33.5-gke.1162000", clone.getVersion());
        assertEquals(0, clone.getInitialNodeCount());
        assertEquals("", clone.getSelfLink());
        assertEquals(List.of(), clone.getInstanceGroupUrlsList());
        assertEquals(NodePool.Status.STATUS_UNSPECIFIED, clone.getStatus());
        assertEquals("", clone.getEtag());
        assertEquals(0, clone.getConditionsCount());
        assertEquals(0, clone.getPodIpv4CidrSize());
        assertEquals("", clone.getNetworkConfig().getPodIpv4CidrBlock());
        assertEquals(0, clone.getNetworkConfig().getPodIpv4RangeUtilization());
    }

    @Test
    void autoscalingIsOnPerZoneWithTheSourcesPolicy() {
        assertEquals(
                NodePoolAutoscaling.newBuilder()
                        .setEnabled(true)
                        .setMaxNodeCount(7)
                        .setLocationPolicy(NodePoolAutoscaling.LocationPolicy.ANY)
                        .build(),
                clone(source().build()).getAutoscaling());
    }

    @Test
    void inAChannelNodesMustBeKeptByGke() {
        assertFalse(clone(source().build()).getManagement().getAutoUpgrade());
        Cluster inChannel = Cluster.newBuilder()
                .setReleaseChannel(ReleaseChannel.newBuilder().setChannel(ReleaseChannel.Channel.STABLE))
                .build();
        NodePool clone = PoolClone.of(source().build(), SPEC, inChannel);
        assertTrue(clone.getManagement().getAutoUpgrade());
        assertTrue(clone.getManagement().getAutoRepair());
    }

    @Test
    void settingsTellChosenValuesAndKeepQuietAboutDefaults() {
        Map<String, String> settings = PoolSettings.of(source().build());
        assertEquals("n2-highmem-8", settings.get("config.machineType"));
        assertEquals("2 nvidia-l4", settings.get("config.accelerators"));
        assertEquals("true", settings.get("config.metadata.enable-oslogin"));
        assertEquals("42", settings.get("config.resourceLabels.cost"));
        assertEquals("64", settings.get("maxPodsConstraint.maxPodsPerNode"));
        assertFalse(settings.containsKey("config.imageType"), settings::toString);
        assertFalse(settings.keySet().stream().anyMatch(k -> k.contains("goog-")));
    }

    @Test
    void whatGkeFillsInMakesNoDifference() {
        NodePool.Builder filled = source();
        filled.getConfigBuilder().putMetadata("disable-legacy-endpoints", "true");
        filled.getConfigBuilder().getShieldedInstanceConfigBuilder().setEnableIntegrityMonitoring(true);
        filled.getNetworkConfigBuilder().setPodIpv4CidrBlock("10.12.0.0/14");
        assertEquals(PoolSettings.of(source().build()), PoolSettings.of(filled.build()));
        NodePool open = NodePool.getDefaultInstance();
        NodePool byDefault = NodePool.newBuilder()
                .setUpgradeSettings(NodePool.UpgradeSettings.newBuilder().setMaxSurge(1))
                .setConfig(NodeConfig.newBuilder()
                        .setMachineType("e2-medium")
                        .setDiskType("pd-balanced")
                        .setDiskSizeGb(100)
                        .setImageType("COS_CONTAINERD")
                        .setServiceAccount("default"))
                .build();
        assertEquals(PoolSettings.of(open), PoolSettings.of(byDefault));
        assertNotEquals(
                PoolSettings.of(open),
                PoolSettings.of(NodePool.newBuilder()
                        .setConfig(NodeConfig.newBuilder().setMachineType("e2-standard-2"))
                        .build()));
    }

    @Test
    void progressIsWorded() {
        var stage = OperationProgress.newBuilder()
                .setName("DRAINING")
                .setStatus(Operation.Status.RUNNING)
                .addMetrics(OperationProgress.Metric.newBuilder()
                        .setName("nodes done")
                        .setIntValue(2))
                .addMetrics(OperationProgress.Metric.newBuilder()
                        .setName("nodes total")
                        .setIntValue(5))
                .addMetrics(OperationProgress.Metric.newBuilder()
                        .setName("percent done")
                        .setDoubleValue(40.2));
        assertEquals(
                "draining nodes done 2 of 5, percent done 40",
                OperationReader.words(
                        OperationProgress.newBuilder().addStages(stage).build()));
    }
}
