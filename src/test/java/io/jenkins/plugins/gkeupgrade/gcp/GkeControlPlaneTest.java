package io.jenkins.plugins.gkeupgrade.gcp;

import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.REGIONAL;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_32;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_33;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_34;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.ZONAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.emulator.GkeEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.OneAtATime;
import io.jenkins.plugins.gkeupgrade.emulator.SimulationAccess;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.OperationInProgress;
import io.jenkins.plugins.gkeupgrade.engine.Reconciler;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgradeRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.pool.TaintedPoolRequest;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeError;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeFaults.CallFault;
import io.jenkins.plugins.gkeupgrade.simulation.gke.HostedNodes;
import io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adapter over the real protocol, against the emulator. */
class GkeControlPlaneTest {
    private static final OptInTaint OPT_IN = new OptInTaint("kubernetes_version", V1_32);
    private static final PoolSpec SPEC = new PoolSpec("blue", "default-pool", V1_32, OPT_IN, 1, 4);

    private final TestClusters world = new TestClusters();
    private GkeEmulator emulator;
    private GkeConnection connection;

    @BeforeEach
    void connect() throws IOException {
        System.setProperty(GkeAddress.PLAINTEXT_PROPERTY, "true");
        emulator = new GkeEmulator(
                world.gke, new OneAtATime(), Map.of(ZONAL, new GkeEmulator.KubernetesAddress("127.0.0.1:1", "pem")));
        connection = GkeConnection.open(new GkeAddress(emulator.address(), true), () -> null);
    }

    @AfterEach
    void disconnect() {
        connection.close();
        emulator.close();
        System.clearProperty(GkeAddress.PLAINTEXT_PROPERTY);
    }

    private GkeControlPlane zonal() {
        return connection.controlPlane(ZONAL);
    }

    private <E extends StageException> E fails(Class<E> as, Runnable call) {
        return assertThrows(as, call::run);
    }

    @Test
    void manyCallsAtOnceTakeOneThread() {
        IntStream.range(0, 40).parallel().forEach(i -> connection.describe(ZONAL));
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("GKE API " + emulator.address()))
                .count();
        assertEquals(1, threads);
    }

    @Test
    void clustersAreRead() {
        Cluster cluster = connection.controlPlane(REGIONAL).cluster();
        assertEquals(V1_32, cluster.version());
        assertEquals("RUNNING", cluster.status());
        assertEquals("REGULAR", cluster.releaseChannel());
        assertEquals("", zonal().cluster().releaseChannel());
        NodePool pool = cluster.pool("default-pool").orElseThrow();
        assertEquals(NodePool.Autoscaling.perZone(2, 5), pool.autoscaling());
        assertEquals(Map.of("team", "shop"), pool.labels());
        assertEquals("e2-standard-4", pool.settings().get("config.machineType"));
        assertEquals(3, pool.locations().size());
        assertEquals("127.0.0.1:1", connection.describe(ZONAL).getEndpoint());
    }

    @Test
    void poolsAreChangedInPlaceAndDeleted() {
        ControlPlane gke = zonal();
        String pool = gke.cluster().pools().get(0).name();
        Taint other = Taint.parse("dedicated=db:NoExecute");
        done(gke.setPoolTaints(pool, List.of(OPT_IN.taint(), other)));
        assertEquals(
                List.of(OPT_IN.taint(), other),
                gke.cluster().pool(pool).orElseThrow().taints());
        done(gke.setPoolTaints(pool, List.of()));
        assertEquals(List.of(), gke.cluster().pool(pool).orElseThrow().taints());

        done(gke.setPoolAutoscaling(pool, NodePool.Autoscaling.off()));
        assertEquals(
                NodePool.Autoscaling.off(),
                gke.cluster().pool(pool).orElseThrow().autoscaling());
        for (NodePool.Autoscaling limits :
                List.of(NodePool.Autoscaling.perZone(1, 4), new NodePool.Autoscaling(true, 2, 9, true))) {
            done(gke.setPoolAutoscaling(pool, limits));
            assertEquals(limits, gke.cluster().pool(pool).orElseThrow().autoscaling());
        }

        done(gke.respectBudgetsOnDeletion(pool));
        assertTrue(world.gke.api("tests").respectsBudgetsOnDeletion(ZONAL, pool));
        Operation deletion = gke.deletePool(pool);
        assertEquals(Operation.DELETE_NODE_POOL, deletion.type());
        assertEquals(pool, deletion.target());
        done(deletion);
        assertEquals(Optional.empty(), gke.cluster().pool(pool));
    }

    private void done(Operation operation) {
        world.timeline.advance(Duration.ofMinutes(10));
        Operation end = zonal().operation(operation.name());
        assertTrue(end.ended() && !end.failed(), end::toString);
    }

    @Test
    void anExclusionIsAddedToThoseThatAreThere() {
        GkeControlPlane regional = connection.controlPlane(REGIONAL);
        world.gke.addExclusions(REGIONAL, List.of("black-friday"));
        assertEquals(Set.of("default-pool"), regional.upkeep().autoUpgraded());
        assertEquals(Set.of(), zonal().upkeep().autoUpgraded(), "without a channel, nodes are upgraded on demand");

        Instant now = world.timeline.now();
        assertFalse(regional.exclude(MaintenanceExclusion.keepingNodes("ours", now))
                .name()
                .isEmpty());
        world.timeline.advance(Duration.ofMinutes(1));
        Instant endOfSupport = Instant.parse("2026-04-11T00:00:00Z");
        assertEquals(
                List.of(
                        new MaintenanceExclusion(
                                "black-friday",
                                MaintenanceExclusion.Scope.NO_MINOR_OR_NODE_UPGRADES,
                                now,
                                endOfSupport,
                                true),
                        new MaintenanceExclusion(
                                "ours", MaintenanceExclusion.Scope.NO_MINOR_OR_NODE_UPGRADES, now, endOfSupport, true)),
                regional.upkeep().exclusions());

        regional.exclude(new MaintenanceExclusion(
                "ours", MaintenanceExclusion.Scope.NO_UPGRADES, now, now.plusSeconds(86_400), false));
        assertEquals(2, regional.upkeep().exclusions().size(), "the same name is the same exclusion");
        assertEquals(
                Optional.of(endOfSupport),
                regional.upkeep().keepingNodes(world.timeline.now()).map(MaintenanceExclusion::end),
                "the one that lasts longest counts");
    }

    @Test
    void anExclusionThatTheClusterCannotHaveIsDeclined() {
        Failed declined = fails(
                Failed.class, () -> zonal().exclude(MaintenanceExclusion.keepingNodes("ours", world.timeline.now())));
        assertTrue(declined.getMessage().contains("only supported for clusters enrolled in a release channel"));
    }

    @Test
    void versionsAreThoseOfTheChannel() {
        ServerVersions versions = connection.controlPlane(REGIONAL).serverVersions();
        assertEquals(V1_32, versions.defaultVersion());
        assertTrue(versions.controlPlane().containsAll(List.of(V1_33, V1_34)));
        assertTrue(versions.nodes().contains(V1_33));
    }

    @Test
    void operationsAreThoseOfTheClusterNewestFirst() {
        world.api.upgradeControlPlane(REGIONAL, "1.33");
        Operation upgrade = zonal().upgradeControlPlane(V1_33);
        assertEquals(Operation.State.RUNNING, upgrade.state());
        world.timeline.advance(Duration.ofMinutes(9));
        Operation creation = zonal().createPool(SPEC);
        world.timeline.advance(Duration.ofSeconds(1));
        List<Operation> operations = zonal().operations();
        assertEquals(
                List.of(creation.name(), upgrade.name()),
                operations.stream().map(Operation::name).toList());
        assertEquals("CREATE_NODE_POOL", operations.get(0).type());
        assertEquals("blue", operations.get(0).target());
        assertEquals("nodes done 0 of 1", operations.get(0).progress());
        assertEquals("shop", operations.get(1).target());
        assertTrue(operations.get(1).ended() && !operations.get(1).failed());
    }

    @Test
    void doneWithAnErrorHasFailed() {
        world.faults.failNext("UPGRADE_MASTER", "The webhook did not answer.");
        Operation upgrade = zonal().upgradeControlPlane(V1_33);
        world.timeline.advance(Duration.ofMinutes(9));
        Operation ended = zonal().operation(upgrade.name());
        assertTrue(ended.failed());
        assertEquals("The webhook did not answer.", ended.error());
    }

    @Test
    void aCloneIsEqualToItsPlan() {
        NodePool planned = connection.controlPlane(REGIONAL).plan(SPEC);
        connection.controlPlane(REGIONAL).createPool(SPEC);
        world.timeline.advance(Duration.ofMinutes(4));
        NodePool made = connection.controlPlane(REGIONAL).cluster().pool("blue").orElseThrow();
        assertEquals("RUNNING", made.status());
        assertEquals(planned.settings(), made.settings());
        assertEquals(planned.labels(), made.labels());
        assertEquals(planned.taints(), made.taints());
        assertEquals(planned.locations(), made.locations());
        assertEquals(planned.autoscaling(), made.autoscaling());
        assertEquals(List.of(OPT_IN.taint()), made.taints());
        assertEquals(3, world.regionalNodes.nodesOf("blue").size());
    }

    @Test
    void anOperationInTheWayIsNamed() {
        String name = zonal().upgradeControlPlane(V1_33).name();
        OperationInProgress e = fails(OperationInProgress.class, () -> zonal().createPool(SPEC));
        assertEquals(name, e.operation());
        world.faults.declineNext(
                "CreateNodePool",
                GkeError.Code.FAILED_PRECONDITION,
                "Cluster is running incompatible operation operation-1590170389085-a20b3b0b.");
        assertEquals(
                "operation-1590170389085-a20b3b0b",
                fails(OperationInProgress.class, () -> zonal().createPool(SPEC)).operation());
        world.faults.declineNext(
                "CreateNodePool",
                GkeError.Code.FAILED_PRECONDITION,
                "Cluster is currently being created, deleted, updated or repaired and cannot be updated.");
        // "is currently being" without a name
        assertEquals(
                "",
                fails(OperationInProgress.class, () -> zonal().createPool(SPEC)).operation());
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "ABORTED", "INTERNAL", "ALREADY_EXISTS"})
    void someFailuresPass(GkeError.Code code) {
        world.faults.declineNext("UpdateMaster", code, "Not just now.");
        TransientFailure e = fails(TransientFailure.class, () -> zonal().upgradeControlPlane(V1_33));
        assertTrue(e.getMessage().contains("Not just now."), e.getMessage());
    }

    @Test
    void aLostResponseIsAFailureThatPasses() {
        world.faults.onNext("UpdateMaster", CallFault.LOST_RESPONSE);
        fails(TransientFailure.class, () -> zonal().upgradeControlPlane(V1_33));
        assertEquals(1, zonal().operations().size());
    }

    @Test
    void aMissingPermissionIsNamed() {
        world.faults.declineNext("UpdateMaster", GkeError.Code.PERMISSION_DENIED, "Permission denied on resource.");
        Failed e = fails(Failed.class, () -> zonal().upgradeControlPlane(V1_33));
        assertTrue(e.getMessage().contains("grant it container.clusters.update"), e.getMessage());
        assertTrue(e.getMessage().contains("docs/iam-role.yaml"), e.getMessage());
        world.faults.declineNext(
                "CreateNodePool",
                GkeError.Code.PERMISSION_DENIED,
                "The user does not have access to service account \"nodes\": iam.serviceAccounts.actAs is required.");
        Failed actAs = fails(Failed.class, () -> zonal().createPool(SPEC));
        assertTrue(actAs.getMessage().contains("grant it iam.serviceAccounts.actAs"), actAs.getMessage());
    }

    @Test
    void otherFailuresAreFinalAndSayWhy() {
        Failed unknown = fails(
                Failed.class,
                () -> connection
                        .controlPlane(new ClusterRef("shop-prod", "europe-west1", "nope"))
                        .cluster());
        assertTrue(
                unknown.getMessage().contains("projects/shop-prod/locations/europe-west1/clusters/nope"),
                unknown.getMessage());
        Failed skip = fails(Failed.class, () -> zonal().upgradeControlPlane(V1_34));
        assertTrue(skip.getMessage().contains("more than one minor version"), skip.getMessage());
        world.faults.declineNext("GetCluster", GkeError.Code.UNAUTHENTICATED, "Request had invalid credentials.");
        Failed who = fails(Failed.class, () -> zonal().cluster());
        assertTrue(who.getMessage().contains("check credentialsId"), who.getMessage());
        Failed gone = fails(Failed.class, () -> zonal().operation("operation-1-aa"));
        assertTrue(gone.getMessage().contains("operation-1-aa"), gone.getMessage());
    }

    @Test
    void aServerThatIsAwayIsAFailureThatPasses() {
        emulator.close();
        fails(TransientFailure.class, () -> zonal().cluster());
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpInTime() throws IOException {
        try (GkeEmulator stuck = new GkeEmulator(world.gke, new Stuck(), Map.of());
                GkeConnection impatient =
                        GkeConnection.open(new GkeAddress(stuck.address(), true), () -> null, Duration.ofMillis(200))) {
            TransientFailure e = fails(
                    TransientFailure.class, () -> impatient.controlPlane(ZONAL).cluster());
            assertTrue(e.getMessage().contains("DEADLINE_EXCEEDED"), e.getMessage());
        }
    }

    /** Answers when it is interrupted, that is at the end. */
    private static final class Stuck implements SimulationAccess {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public <T> T call(Callable<T> action) throws Exception {
            never.await();
            return action.call();
        }
    }

    @Test
    void wholeStagesRunOverTheWire() {
        world.faults.onNext("UpdateMaster", CallFault.UNAVAILABLE, CallFault.LOST_RESPONSE);
        assertEquals(true, run(MasterUpgradeRequest.of("1.33", 2, 60)).details().get("changed"));
        Outcome made = run(TaintedPoolRequest.of("1.33", "", "", 1, 3, "", 60));
        assertEquals("default-pool-1-33-5-gke-1162000", made.details().get("pool"));
        long writes = world.gke.log().writes().size();
        assertEquals(
                false, run(MasterUpgradeRequest.of("1.33", 2, 60)).details().get("changed"));
        assertEquals(
                false,
                run(TaintedPoolRequest.of("1.33", "", "", 1, 3, "", 60))
                        .details()
                        .get("created"));
        assertEquals(writes, world.gke.log().writes().size());
    }

    private <S extends Serializable> Outcome run(StageRequest<S> request) {
        Reconciler<S> reconciler = new Reconciler<>(request.stage());
        Reconciler.Run<S> run = reconciler.begin(world.timeline.now());
        while (true) {
            Tick<Reconciler.Run<S>> tick = reconciler.tick(
                    run, new World(zonal(), new HostedNodes(world.zonalNodes), line -> {}, world.timeline.now()));
            if (tick instanceof Tick.Finished<Reconciler.Run<S>> finished) {
                return finished.outcome();
            }
            Tick.Again<Reconciler.Run<S>> again = (Tick.Again<Reconciler.Run<S>>) tick;
            run = again.state();
            world.timeline.advance(again.delay());
        }
    }
}
