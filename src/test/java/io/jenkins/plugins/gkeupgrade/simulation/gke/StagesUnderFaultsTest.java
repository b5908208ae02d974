package io.jenkins.plugins.gkeupgrade.simulation.gke;

import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.REGIONAL;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_32;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_33;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.ZONAL;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.pool;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgradeRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.pool.TaintedPoolRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole stages against the simulation: the end is the same however often they are disturbed. */
class StagesUnderFaultsTest {
    private static final MasterUpgradeRequest UPGRADE = MasterUpgradeRequest.of("1.33", 2, 90);
    private static final TaintedPoolRequest POOL = TaintedPoolRequest.of("1.32", "", "blue", 1, 3, "", 60);

    private static long operations(TestClusters world, ClusterRef ref, String type) {
        return world.gke.operations().of(ref).stream()
                .filter(o -> o.type().equals(type))
                .count();
    }

    private static void upgraded(TestClusters world, ClusterRef ref, Outcome outcome) {
        assertEquals(Verdict.PASSED, outcome.verdict());
        assertEquals(V1_33, world.gke.site(ref).cluster().version());
        assertEquals(1, operations(world, ref, "UPGRADE_MASTER"));
        assertEquals("1.33.5-gke.1162000", outcome.details().get("to"));
    }

    private static void made(TestClusters world, Outcome outcome) {
        assertEquals(Verdict.PASSED, outcome.verdict());
        NodePool blue =
                world.gke.site(REGIONAL).cluster().snapshot().pool("blue").orElseThrow();
        assertEquals("RUNNING", blue.status());
        assertEquals(
                "kubernetes_version=1.32.4-gke.1415000:NoSchedule",
                blue.taints().get(0).toString());
        assertEquals("1.32.4-gke.1415000", blue.labels().get("kubernetes_version"));
        assertEquals("shop", blue.labels().get("team"));
        assertEquals(NodePool.Autoscaling.perZone(1, 3), blue.autoscaling());
        assertEquals(3, world.regionalNodes.nodesOf("blue").size());
        assertEquals(3, outcome.details().get("nodes"));
        assertEquals(1, operations(world, REGIONAL, "CREATE_NODE_POOL"));
    }

    @Test
    void anUndisturbedUpgradeTellsItsProgress() {
        TestClusters world = new TestClusters();
        StageDriver driver = new StageDriver(world, REGIONAL);
        upgraded(world, REGIONAL, driver.run(UPGRADE));
        assertTrue(driver.said().get(0).contains("version 1.33 means 1.33.5-gke.1162000 here"));
        assertTrue(driver.waits().stream().anyMatch(w -> w.contains("replicas done 2 of 3")));
        long writes = world.gke.log().writes().size();
        Outcome again = new StageDriver(world, REGIONAL).run(UPGRADE);
        assertEquals(false, again.details().get("changed"));
        assertEquals(writes, world.gke.log().writes().size());
    }

    @Test
    void anUndisturbedPoolIsMadeOnce() {
        TestClusters world = new TestClusters();
        made(world, new StageDriver(world, REGIONAL).run(POOL));
        long writes = world.gke.log().writes().size();
        Outcome again = new StageDriver(world, REGIONAL).run(POOL);
        assertEquals(false, again.details().get("created"));
        assertEquals(writes, world.gke.log().writes().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKillAtAnyTickOfAnUpgradeChangesNothing(boolean forgets) {
        TestClusters quiet = new TestClusters();
        StageDriver undisturbed = new StageDriver(quiet, ZONAL);
        undisturbed.run(UPGRADE);
        for (int kill = 1; kill <= undisturbed.ticks(); kill++) {
            int at = kill;
            TestClusters world = new TestClusters();
            upgraded(world, ZONAL, new StageDriver(world, ZONAL).run(UPGRADE, tick -> tick == at, forgets));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKillAtAnyTickOfAPoolCreationChangesNothing(boolean forgets) {
        TestClusters quiet = new TestClusters();
        StageDriver undisturbed = new StageDriver(quiet, REGIONAL);
        undisturbed.run(POOL);
        for (int kill = 1; kill <= undisturbed.ticks(); kill++) {
            int at = kill;
            TestClusters world = new TestClusters();
            made(world, new StageDriver(world, REGIONAL).run(POOL, tick -> tick == at, forgets));
        }
    }

    @Test
    void badDaysAndKillsAtRandomGiveTheSameEnd() {
        for (int seed = 0; seed < 150; seed++) {
            int every = 3 + seed % 7;
            TestClusters world = new TestClusters(seed);
            world.gke.faults(new RandomFaults(seed));
            upgraded(world, ZONAL, new StageDriver(world, ZONAL).run(UPGRADE, tick -> tick % every == 0, false));
            made(world, new StageDriver(world, REGIONAL).run(POOL, tick -> tick % every == 0, false));
        }
    }

    @Test
    void gkesOwnWordsOnFailureAlsoAfterAKill() {
        for (int kill = 0; kill < 8; kill++) {
            int at = kill;
            TestClusters world = new TestClusters();
            world.faults.failNext("UPGRADE_MASTER", "Timed out waiting for the webhook 'policy.example.com'.");
            StageDriver driver = new StageDriver(world, ZONAL);
            Failed e = assertThrows(Failed.class, () -> driver.run(UPGRADE, tick -> tick == at, true));
            assertTrue(e.getMessage().contains("webhook 'policy.example.com'"), e.getMessage());
            assertEquals(1, operations(world, ZONAL, "UPGRADE_MASTER"));
        }
    }

    @Test
    void aFailedPoolSaysWhatToDoEachTime() {
        TestClusters world = new TestClusters();
        world.faults.failNext("CREATE_NODE_POOL", "Insufficient quota 'CPUS'.");
        Failed e = assertThrows(Failed.class, () -> new StageDriver(world, REGIONAL).run(POOL));
        assertTrue(e.getMessage().contains("Insufficient quota 'CPUS'. Delete the pool"), e.getMessage());
        Failed again = assertThrows(Failed.class, () -> new StageDriver(world, REGIONAL).run(POOL));
        assertTrue(again.getMessage().contains("status ERROR"), again.getMessage());
        assertEquals(1, operations(world, REGIONAL, "CREATE_NODE_POOL"));
    }

    @Test
    void foreignOperationsAreWaitedForAndNeverRacedWith() {
        TestClusters world = new TestClusters();
        world.faults.afterNextPoolCreation(
                new GkeFaults.Spontaneous("REPAIR_CLUSTER", Duration.ZERO, Duration.ofMinutes(4)));
        SimulatedOperation foreign = world.api.createPool(ZONAL, pool("foreign", V1_32));
        StageDriver driver = new StageDriver(world, ZONAL);
        upgraded(world, ZONAL, driver.run(UPGRADE));
        assertTrue(driver.waits().stream().anyMatch(w -> w.contains(foreign.name())), driver.waits()::toString);
        assertTrue(driver.waits().stream().anyMatch(w -> w.contains("REPAIR_CLUSTER")), driver.waits()::toString);
        assertEquals(
                1,
                world.gke.log().writes().stream()
                        .filter(w -> w.who().equals("stage"))
                        .count());
    }

    @Test
    void anUpgradeByGkeItselfIsJoined() {
        TestClusters world = new TestClusters();
        world.api.upgradeControlPlane(ZONAL, "1.33");
        Outcome outcome = new StageDriver(world, ZONAL).run(UPGRADE);
        upgraded(world, ZONAL, outcome);
        assertEquals(true, outcome.details().get("joined"));
    }

    @Test
    void aRecreationByGkeIsJoinedAndThenTheUpgradeFollows() {
        TestClusters world = new TestClusters();
        world.api.upgradeControlPlane(ZONAL, V1_32.toString());
        Outcome outcome = new StageDriver(world, ZONAL).run(UPGRADE);
        assertEquals(V1_33, world.gke.site(ZONAL).cluster().version());
        assertEquals(2, operations(world, ZONAL, "UPGRADE_MASTER"));
        assertEquals(false, outcome.details().get("joined"));
    }

    @Test
    void nodesAreWaitedForWhileTheApiServerIsAway() {
        TestClusters world = new TestClusters();
        world.faults.afterNextPoolCreation(
                new GkeFaults.Spontaneous("UPGRADE_MASTER", Duration.ZERO, Duration.ofMinutes(10)));
        TaintedPoolRequest request = TaintedPoolRequest.of("-", "", "", 1, 2, "", 60);
        Outcome outcome = new StageDriver(world, ZONAL).run(request);
        assertEquals("default-pool-1-32-4-gke-1415000", outcome.details().get("pool"));
        assertEquals(1, outcome.details().get("nodes"));
    }

    @Test
    void refusalsChangeNothing() {
        TestClusters world = new TestClusters();
        assertThrows(Refused.class, () -> new StageDriver(world, ZONAL).run(MasterUpgradeRequest.of("1.34", 2, 60)));
        assertThrows(Refused.class, () -> new StageDriver(world, ZONAL).run(MasterUpgradeRequest.of("1.31", 2, 60)));
        assertThrows(
                Refused.class,
                () -> new StageDriver(world, ZONAL).run(TaintedPoolRequest.of("1.33", "", "", 0, 1, "", 60)));
        assertEquals(List.of(), world.gke.log().writes());
        assertFalse(world.gke.site(ZONAL).cluster().running().isPresent());
    }

    @Test
    void outOfTimeSaysWhatGoesOn() {
        TestClusters world = new TestClusters();
        Failed e = assertThrows(
                Failed.class, () -> new StageDriver(world, REGIONAL).run(MasterUpgradeRequest.of("1.33", 2, 5)));
        assertTrue(e.getMessage().startsWith("Timed out after 5 min, control plane "), e.getMessage());
        assertTrue(e.getMessage().endsWith("goes on in GKE; run the step again to join it."), e.getMessage());
    }
}
