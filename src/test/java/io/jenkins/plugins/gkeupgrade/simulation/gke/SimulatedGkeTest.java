package io.jenkins.plugins.gkeupgrade.simulation.gke;

import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.REGIONAL;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_31;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_32;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_33;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_33_OLD;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_34;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.ZONAL;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.pool;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.simulation.NodeGroups;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedGkeTest {
    private final TestClusters world = new TestClusters();

    private GkeError refused(Runnable call) {
        return assertThrows(GkeError.class, call::run);
    }

    @Test
    void clustersStartWithTheirNodes() {
        assertEquals(3, world.zonalNodes.nodesOf("default-pool").size());
        assertEquals(6, world.regionalNodes.nodesOf("default-pool").size());
        assertEquals(V1_32, world.zonalNodes.version());
        var node = world.zonalNodes.nodes().values().iterator().next();
        assertEquals(3920, node.cpuMillis());
        assertEquals(V1_32, node.version());
        assertEquals(Map.of("team", "shop"), node.labels());
    }

    @Test
    void aZonalControlPlaneIsAwayWhileItIsUpgraded() {
        SimulatedOperation operation = world.api.upgradeControlPlane(ZONAL, "1.33");
        assertEquals("RECONCILING", world.api.cluster(ZONAL).status());
        world.timeline.advance(Duration.ofMinutes(3));
        assertTrue(world.zonalNodes.away());
        assertEquals(V1_32, world.api.cluster(ZONAL).version());
        world.timeline.advance(Duration.ofMinutes(6));
        assertFalse(world.zonalNodes.away());
        assertTrue(operation.ended());
        assertEquals("", operation.error());
        assertEquals(V1_33, world.api.cluster(ZONAL).version());
        assertEquals(V1_33, world.zonalNodes.version());
        long minutes = Duration.between(operation.start(), operation.end()).toMinutes();
        assertTrue(minutes >= 6 && minutes <= 8, () -> minutes + " min");
    }

    @Test
    void aRegionalControlPlaneStaysAndCountsItsReplicas() {
        SimulatedOperation operation = world.api.upgradeControlPlane(REGIONAL, "1.33");
        world.timeline.advance(Duration.ofMinutes(8));
        assertEquals("replicas done 1 of 3", operation.snapshot().progress());
        world.timeline.advance(Duration.ofMinutes(13));
        assertTrue(operation.ended());
        assertEquals(0, world.regionalNodes.timesAway());
        assertEquals(V1_33, world.api.cluster(REGIONAL).version());
    }

    @Test
    void oneOperationAtATime() {
        SimulatedOperation first = world.api.upgradeControlPlane(ZONAL, V1_33.toString());
        GkeError e = refused(() -> world.api.upgradeControlPlane(ZONAL, V1_33.toString()));
        assertEquals(GkeError.Code.FAILED_PRECONDITION, e.code());
        assertEquals(
                "Operation " + first.name()
                        + " is currently upgrading cluster shop. Please wait and try again once it is done.",
                e.getMessage());
        refused(() -> world.api.createPool(ZONAL, pool("other", V1_32)));
        world.api.createPool(REGIONAL, pool("other", V1_32));
    }

    @Test
    void sameVersionMeansRecreation() {
        world.api.upgradeControlPlane(ZONAL, V1_32.toString());
        world.timeline.advance(Duration.ofMinutes(10));
        assertEquals(1, world.zonalNodes.timesAway());
        assertEquals(
                "UPGRADE_MASTER", world.api.operations(ZONAL.parent()).get(0).type());
    }

    @Test
    void whatGkeRefusesOfControlPlanes() {
        assertTrue(refused(() -> world.api.upgradeControlPlane(ZONAL, V1_31.toString()))
                .getMessage()
                .contains("downgraded"));
        assertTrue(refused(() -> world.api.upgradeControlPlane(ZONAL, V1_34.toString()))
                .getMessage()
                .contains("more than one minor"));
        assertTrue(refused(() -> world.api.upgradeControlPlane(ZONAL, "1.33.1-gke.1"))
                .getMessage()
                .contains("unsupported"));
        assertEquals(
                GkeError.Code.INVALID_ARGUMENT,
                refused(() -> world.api.upgradeControlPlane(ZONAL, "1.29")).code());
        assertTrue(world.api.operations(ZONAL.parent()).isEmpty());
    }

    @Test
    void operationsMayEndInAnError() {
        world.faults.failNext("UPGRADE_MASTER", "Timed out waiting for the control plane to be healthy.");
        SimulatedOperation operation = world.api.upgradeControlPlane(ZONAL, "1.33");
        world.timeline.advance(Duration.ofMinutes(9));
        assertTrue(operation.snapshot().failed());
        assertEquals(V1_32, world.api.cluster(ZONAL).version());
        assertFalse(world.zonalNodes.away());
    }

    @Test
    void aPoolIsMadeWithItsNodes() {
        SimulatedOperation operation = world.api.createPool(REGIONAL, pool("other", V1_32));
        assertEquals("PROVISIONING", status("other"));
        assertEquals("nodes done 0 of 6", operation.snapshot().progress());
        world.timeline.advance(Duration.ofSeconds(100));
        assertEquals("nodes done 6 of 6", operation.snapshot().progress());
        assertEquals(6, world.regionalNodes.nodesOf("other").size());
        world.timeline.advance(Duration.ofMinutes(2));
        assertTrue(operation.ended());
        assertEquals("RUNNING", status("other"));
    }

    private String status(String pool) {
        return world.api.cluster(REGIONAL).pool(pool).orElseThrow().status();
    }

    @Test
    void aPoolThatFailsIsLeftInError() {
        world.faults.failNext("CREATE_NODE_POOL", "Insufficient regional quota to satisfy request.");
        world.api.createPool(REGIONAL, pool("other", V1_32));
        world.timeline.advance(Duration.ofMinutes(4));
        NodePool pool = world.api.cluster(REGIONAL).pool("other").orElseThrow();
        assertEquals("ERROR", pool.status());
        assertEquals("Insufficient regional quota to satisfy request.", pool.statusMessage());
        assertTrue(world.regionalNodes.nodesOf("other").isEmpty());
    }

    @Test
    void whatGkeRefusesOfPools() {
        assertEquals(
                GkeError.Code.ALREADY_EXISTS,
                refused(() -> world.api.createPool(ZONAL, pool("default-pool", V1_32)))
                        .code());
        assertTrue(refused(() -> world.api.createPool(ZONAL, pool("Big_Pool", V1_32)))
                .getMessage()
                .contains("node_pool.name"));
        assertTrue(refused(() -> world.api.createPool(ZONAL, pool("other", V1_33)))
                .getMessage()
                .contains("greater than the master"));
        assertTrue(refused(() -> world.api.createPool(ZONAL, pool("other", GkeVersion.parse("1.29.1-gke.1"))))
                .getMessage()
                .contains("older than the master"));
        assertTrue(refused(() -> world.api.createPool(ZONAL, pool("other", GkeVersion.parse("1.32.1-gke.1"))))
                .getMessage()
                .contains("unsupported"));
    }

    @Test
    void autopilotPoolsAreNotOurs() {
        ClusterRef ref = new ClusterRef("shop-prod", "europe-west4", "auto");
        world.gke.addCluster(new ClusterSettings(ref, V1_32, "REGULAR", true, true, List.of()));
        world.gke.attach(ref, new RecordingHost());
        assertEquals(
                "Autopilot node pools cannot be accessed or modified.",
                refused(() -> world.api.createPool(ref, pool("other", V1_32))).getMessage());
    }

    @Test
    void gkeMayActByItself() {
        world.faults.afterNextPoolCreation(
                new GkeFaults.Spontaneous("REPAIR_CLUSTER", Duration.ofSeconds(30), Duration.ofMinutes(2)));
        world.api.createPool(ZONAL, pool("other", V1_32));
        world.timeline.advance(Duration.ofMinutes(4));
        SimulatedOperation own = world.api.operations(ZONAL.parent()).get(0);
        assertEquals("REPAIR_CLUSTER", own.type());
        assertTrue(refused(() -> world.api.upgradeControlPlane(ZONAL, "1.33"))
                .getMessage()
                .contains("currently repairing cluster shop"));
        world.timeline.advance(Duration.ofMinutes(2));
        assertTrue(own.ended());
    }

    @Test
    void callsMayFailBeforeOrAfterTheirEffect() {
        world.faults.onNext("UpdateMaster", GkeFaults.CallFault.UNAVAILABLE, GkeFaults.CallFault.LOST_RESPONSE);
        world.faults.onNext("GetCluster", GkeFaults.CallFault.QUOTA);
        refused(() -> world.api.upgradeControlPlane(ZONAL, "1.33"));
        assertTrue(world.api.operations(ZONAL.parent()).isEmpty());
        refused(() -> world.api.upgradeControlPlane(ZONAL, "1.33"));
        assertEquals(1, world.api.operations(ZONAL.parent()).size());
        assertEquals(
                GkeError.Code.RESOURCE_EXHAUSTED,
                refused(() -> world.api.cluster(ZONAL)).code());
        assertEquals(
                List.of("UNAVAILABLE", "LOST_RESPONSE"),
                world.gke.log().writes().stream().map(RequestLog.Entry::result).toList());
    }

    @Test
    void groupsGrowWithinTheirLimitsAndNotDuringAnUpgrade() {
        NodeGroups groups = world.gke.nodeGroups(ZONAL);
        NodeGroups.Group before = groups.groups().get(0);
        assertEquals(List.of(3, 2, 5), List.of(before.size(), before.min(), before.max()));
        world.api.upgradeControlPlane(ZONAL, "1.33");
        groups.grow("default-pool", "europe-west1-b", 9);
        assertEquals(5, groups.groups().get(0).size());
        world.timeline.advance(Duration.ofMinutes(5));
        assertEquals(3, world.zonalNodes.nodes().size());
        world.timeline.advance(Duration.ofMinutes(4));
        assertEquals(5, world.zonalNodes.nodes().size());
        groups.release(world.zonalNodes.nodesOf("default-pool").get(0));
        assertEquals(4, world.zonalNodes.nodes().size());
    }

    @Test
    void anEmptyZoneGivesNoMachines() {
        world.faults.emptyZone("europe-west1-c");
        world.api.createPool(REGIONAL, pool("other", V1_32));
        world.timeline.advance(Duration.ofMinutes(4));
        assertEquals(4, world.regionalNodes.nodesOf("other").size());
        assertEquals("RUNNING_WITH_ERROR", status("other"));
    }

    @Test
    void poolsCanBeResizedUpgradedTaintedAndDeleted() {
        world.api.resizePool(ZONAL, "default-pool", 1);
        world.timeline.advance(Duration.ofMinutes(2));
        assertEquals(1, world.zonalNodes.nodes().size());

        world.api.upgradeControlPlane(ZONAL, "1.33");
        world.timeline.advance(Duration.ofMinutes(9));
        String old = world.zonalNodes.nodesOf("default-pool").get(0);
        world.api.updatePool(ZONAL, pool("default-pool", V1_33_OLD));
        world.timeline.advance(Duration.ofMinutes(3));
        assertNotEquals(old, world.zonalNodes.nodesOf("default-pool").get(0));
        assertEquals(
                V1_33_OLD, world.zonalNodes.nodes().values().iterator().next().version());

        Taint taint = new OptInTaint("example.com/version", V1_33).taint();
        NodePool now = world.api.cluster(ZONAL).pool("default-pool").orElseThrow();
        world.api.updatePool(
                ZONAL,
                new NodePool(
                        now.name(),
                        now.version(),
                        "",
                        "",
                        now.nodeCount(),
                        now.autoscaling(),
                        now.labels(),
                        List.of(taint),
                        now.locations(),
                        now.settings()));
        assertEquals(
                List.of(taint),
                world.zonalNodes.nodes().values().iterator().next().taints());
        world.timeline.advance(Duration.ofMinutes(1));

        world.api.deletePool(ZONAL, "default-pool");
        world.timeline.advance(Duration.ofMinutes(6));
        assertTrue(world.zonalNodes.nodes().isEmpty());
        assertTrue(world.api.cluster(ZONAL).pools().isEmpty());
    }

    @Test
    void onlyNodeUpgradesCanBeCancelled() {
        SimulatedOperation upgrade = world.api.upgradeControlPlane(ZONAL, "1.33");
        refused(() -> world.api.cancelOperation(ZONAL.parent(), upgrade.name()));
        world.timeline.advance(Duration.ofMinutes(9));
        SimulatedOperation nodes = world.api.updatePool(ZONAL, pool("default-pool", V1_33));
        world.timeline.advance(Duration.ofMinutes(2));
        world.api.cancelOperation(ZONAL.parent(), nodes.name());
        world.timeline.advance(Duration.ofMinutes(4));
        assertTrue(nodes.ended());
        assertTrue(world.zonalNodes.nodes().values().stream()
                .anyMatch(n -> n.version().equals(V1_32)));
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        String first = history(new TestClusters(11));
        assertEquals(first, history(new TestClusters(11)));
        assertNotEquals(first, history(new TestClusters(12)));
    }

    private static String history(TestClusters clusters) {
        clusters.api.createPool(ZONAL, pool("other", V1_32));
        clusters.timeline.advance(Duration.ofMinutes(4));
        return clusters.zonalNodes.nodes().keySet()
                + clusters.api.operations(ZONAL.parent()).get(0).end().toString();
    }

    @Test
    void machineTypesAreTakenApart() {
        assertEquals(7910, MachineType.of("n2-highmem-8").cpuMillis());
        assertEquals(940, MachineType.of("e2-small").cpuMillis());
        assertTrue(MachineType.of("e2-custom-4-8192").memoryBytes() > 6L << 30);
        assertEquals(
                "Machine type \"huge\" is invalid.",
                refused(() -> MachineType.of("huge")).getMessage());
    }
}
