package io.jenkins.plugins.gkeupgrade.engine.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.simulation.gke.HostedNodes;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedControlPlane;
import io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Adding a maintenance exclusion, on a simulated cluster in a release channel. */
class ExclusionTest {
    private static final ReadinessPolicy CREATE = ReadinessPolicy.of(List.of(), "create");

    private final TestClusters clusters = new TestClusters();
    private final SimulatedControlPlane regional = new SimulatedControlPlane(clusters.api, TestClusters.REGIONAL);
    private final List<String> log = new ArrayList<>();

    private Optional<String> ensure(ReadinessPolicy policy) {
        Cluster cluster = regional.cluster();
        World world = new World(regional, new HostedNodes(clusters.regionalNodes), log::add, clusters.timeline.now());
        return ExclusionKeeper.ensure(cluster, policy, world);
    }

    @Test
    void isAddedOnceAndThenKept() {
        assertTrue(ensure(CREATE).isPresent());
        clusters.timeline.advance(Duration.ofSeconds(5));
        assertEquals(Optional.empty(), ensure(CREATE));
        MaintenanceExclusion made = regional.upkeep().exclusions().get(0);
        assertEquals(ExclusionKeeper.NAME, made.name());
        assertEquals(MaintenanceExclusion.Scope.NO_MINOR_OR_NODE_UPGRADES, made.scope());
        assertTrue(made.untilEndOfSupport());
        assertEquals(1, clusters.gke.log().count("SetMaintenancePolicy"));
        assertEquals(1, log.size(), log.toString());
    }

    @Test
    void isNotAddedUnlessToldTo() {
        assertEquals(Optional.empty(), ensure(ReadinessPolicy.DEFAULT));
        assertEquals(Optional.empty(), ensure(ReadinessPolicy.of(List.of(), "ignore")));
        assertEquals(List.of(), clusters.gke.log().writes());
    }

    @Test
    void isNotAddedBesideOneThatDoes() {
        clusters.gke.addExclusions(TestClusters.REGIONAL, List.of("black-friday"));
        assertEquals(Optional.empty(), ensure(CREATE));
        assertEquals(List.of(), clusters.gke.log().writes());
    }

    @Test
    void waitsForTheOperationThatRuns() {
        clusters.api.upgradeControlPlane(TestClusters.REGIONAL, "1.33");
        assertTrue(ensure(CREATE).orElseThrow().startsWith("waiting for operation operation-"));
        assertEquals(1, clusters.gke.log().writes().size(), "the upgrade alone");
        clusters.timeline.advance(Duration.ofMinutes(40));
        assertTrue(ensure(CREATE).isPresent());
        clusters.timeline.advance(Duration.ofSeconds(5));
        assertEquals(Optional.empty(), ensure(CREATE));
    }

    @Test
    void isNotAddedAgainWhenSupportEndsSoonAnyway() {
        clusters.timeline.advance(Duration.ofDays(83));
        assertTrue(ensure(CREATE).isPresent());
        clusters.timeline.advance(Duration.ofSeconds(5));
        assertFalse(ExclusionKeeper.lasts(regional.upkeep().exclusions().get(0), clusters.timeline.now()));
        assertEquals(Optional.empty(), ensure(CREATE), "nothing better is to be had");
        assertEquals(1, clusters.gke.log().count("SetMaintenancePolicy"));
    }
}
