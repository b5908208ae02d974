package io.jenkins.plugins.gkeupgrade.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.emulator.world.WorldReader;
import io.jenkins.plugins.gkeupgrade.engine.Reconciler;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgradeRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.RollbackRequest;
import io.jenkins.plugins.gkeupgrade.engine.pool.TaintedPoolRequest;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.gcp.GkeAddress;
import io.jenkins.plugins.gkeupgrade.gcp.GkeConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesAccess;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnector;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesWorkloads;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All stages, one after the other, through both real adapters against a world that is having a bad day. */
class EmulatedUpgradeTest {
    private static final ClusterRef CLUSTER = new ClusterRef("shop-staging", "europe-west1-c", "standard");
    private static final Selection SHOP = Selection.of("shop-checkout", "", List.of(), List.of("Deployment"));

    private final List<String> log = new ArrayList<>();
    private Emulator emulator;
    private GkeConnection gke;
    private KubernetesConnection kubernetes;

    @BeforeEach
    void start() throws Exception {
        System.setProperty(GkeAddress.PLAINTEXT_PROPERTY, "true");
        Path world = Path.of(System.getProperty("repository.root"), "samples", "worlds", "trouble.yaml");
        emulator = Emulator.start(WorldReader.read(world));
        gke = GkeConnection.open(new GkeAddress(emulator.gkeAddress(), true), () -> null);
        KubernetesEmulator api = emulator.kubernetesApi(CLUSTER);
        kubernetes = new KubernetesConnector(KubernetesLimits.DEFAULT)
                .connect(new KubernetesAccess(api.url(), api.caPem(), emulator::token));
    }

    @AfterEach
    void stop() {
        kubernetes.close();
        gke.close();
        emulator.close();
        System.clearProperty(GkeAddress.PLAINTEXT_PROPERTY);
    }

    @Test
    @Timeout(120)
    void aTeamMovesAndComesBack() throws Exception {
        assertEquals(true, run(MasterUpgradeRequest.of("1.33", 2, 90)).details().get("changed"));
        Outcome pool = run(TaintedPoolRequest.of("1.33", "", "", 1, 6, "", 60));
        assertEquals(true, pool.details().get("created"), log::toString);
        assertEquals(
                Verdict.PASSED,
                run(OptInRequest.of("1.33", "", SHOP, 3, false, "", 60)).verdict(),
                log::toString);
        assertEquals(Verdict.PASSED, run(VerifyRequest.of("1.33", "", SHOP, 30)).verdict(), log::toString);
        assertEquals(
                Verdict.PASSED, run(RollbackRequest.of("1.33", "", SHOP, 30)).verdict(), log::toString);
        long upgrades = emulator.time()
                .call(() -> emulator.gke().api("test").operations(CLUSTER.parent()).stream()
                        .filter(o -> o.type().equals("UPGRADE_MASTER"))
                        .count());
        assertEquals(1, upgrades);
        assertTrue(
                log.stream().anyMatch(line -> line.contains("REPAIR_CLUSTER") || line.contains("GKE took")),
                log::toString);
    }

    private <S extends Serializable> Outcome run(StageRequest<S> request) throws Exception {
        Reconciler<S> reconciler = new Reconciler<>(request.stage());
        Reconciler.Run<S> run = reconciler.begin(emulator.time().now());
        try (KubernetesWorkloads workloads = kubernetes.workloads()) {
            while (true) {
                World world = new World(
                        gke.controlPlane(CLUSTER),
                        workloads,
                        log::add,
                        emulator.time().now());
                Tick<Reconciler.Run<S>> tick = reconciler.tick(run, world);
                if (tick instanceof Tick.Finished<Reconciler.Run<S>> finished) {
                    log.add(finished.outcome().summary());
                    return finished.outcome();
                }
                Tick.Again<Reconciler.Run<S>> again = (Tick.Again<Reconciler.Run<S>>) tick;
                log.add(again.waitingFor());
                run = again.state();
                if (!again.delay().isZero()) {
                    workloads.watch();
                    emulator.time().await(again.delay());
                }
            }
        }
    }
}
