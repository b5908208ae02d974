package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.ledger.Ledger;
import io.jenkins.plugins.gkeupgrade.engine.ledger.LedgerKeeper;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.optin.Safeguards;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnector;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesWorkloads;
import io.jenkins.plugins.gkeupgrade.realkube.AppPods;
import io.jenkins.plugins.gkeupgrade.realkube.Await;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Availability that is lost for real: for moments between two looks, and while the controller is away. */
@OnAcceptanceCluster
class BreachTest {
    private static final String NAMESPACE = "breach";
    private static final Selection ALL = Selection.of(NAMESPACE, "", List.of(), List.of());
    private static final WorkloadRef SECOND = new WorkloadRef(WorkloadKind.DEPLOYMENT, NAMESPACE, "second");

    private final AcceptanceCluster cluster;
    private final KubernetesClient admin;
    private Placements pods;
    private Map<String, String> templates;

    BreachTest(AcceptanceCluster cluster) {
        this.cluster = cluster;
        admin = cluster.admin();
    }

    @BeforeEach
    void createWorkloads() {
        Map<String, String> slow = Map.of("fake-kubelet/ready-ms", "3000");
        new Fixtures("breach")
                .deployment("first", 2, slow)
                .service("first")
                .deployment("second", 3, slow)
                .service("second")
                .manifests()
                .create(admin, NAMESPACE);
        pods = Placements.in(admin, NAMESPACE).awaitSettled();
        templates = Templates.in(admin, NAMESPACE);
    }

    @AfterEach
    void removeWorkloads() {
        admin.namespaces().withName(NAMESPACE).delete();
        Await.until(
                "the namespace to go",
                () -> admin.namespaces().withName(NAMESPACE).get() == null);
    }

    private List<Pod> podsOfSecond() {
        return admin.pods()
                .inNamespace(NAMESPACE)
                .withLabel("app", "second")
                .list()
                .getItems();
    }

    /** Not the one that comes with the move, which is not counted on yet. */
    private Pod servingPodOfSecond() {
        return podsOfSecond().stream().filter(AppPods::isReady).findFirst().orElseThrow();
    }

    /** As a probe that fails once: nobody looks in between. */
    private void blink(Pod pod) {
        ready(pod, "False");
        ready(pod, "True");
    }

    private void ready(Pod pod, String status) {
        admin.pods()
                .inNamespace(NAMESPACE)
                .withName(pod.getMetadata().getName())
                .editStatus(now -> {
                    now.getStatus().getConditions().removeIf(c -> c.getType().equals("Ready"));
                    now.getStatus()
                            .getConditions()
                            .add(new PodConditionBuilder()
                                    .withType("Ready")
                                    .withStatus(status)
                                    .withLastTransitionTime(Instant.now().toString())
                                    .build());
                    return now;
                });
    }

    /** Does it once, when the second Deployment has just been changed. */
    private static Consumer<String> whenSecondMoves(Runnable harm) {
        AtomicBoolean done = new AtomicBoolean();
        return line -> {
            if (line.contains("breach/second opted in") && !done.getAndSet(true)) {
                harm.run();
            }
        };
    }

    @Test
    void aPodThatIsNotReadyForAMomentTakesItsWaveBack() {
        try (RealStageDriver steps = cluster.steps()) {
            steps.listening(whenSecondMoves(() -> blink(servingPodOfSecond())));
            Failed failed = assertThrows(Failed.class, () -> steps.run(Requests.optIn(ALL, 1)));
            assertTrue(
                    failed.getMessage()
                            .contains("Wave 2 failed: Deployment breach/second had 2 of at least 3 replicas available"),
                    failed.getMessage());
            assertTrue(failed.getMessage().contains("is running as before"), failed.getMessage());
        }
        pods.awaitSettled();
        assertEquals(Map.of(AcceptanceCluster.NEW_POOL, 2L, AcceptanceCluster.OLD_POOL, 3L), pods.byPool());
        assertEquals(ofSecond(templates), ofSecond(Templates.in(admin, NAMESPACE)));
    }

    private static List<String> ofSecond(Map<String, String> templates) {
        List<String> found = templates.entrySet().stream()
                .filter(template -> template.getKey().endsWith("/second"))
                .map(Map.Entry::getValue)
                .toList();
        assertEquals(1, found.size());
        return found;
    }

    @Test
    void oldPodsThatDieLeaveTheServiceWithoutEndpoints() {
        try (RealStageDriver steps = cluster.steps()) {
            steps.listening(whenSecondMoves(() -> podsOfSecond()
                    .forEach(pod -> admin.pods()
                            .inNamespace(NAMESPACE)
                            .withName(pod.getMetadata().getName())
                            .withGracePeriod(0)
                            .delete())));
            Outcome warned = steps.run(Requests.optIn(ALL, 1).with(Safeguards.of("warn", 0)));
            assertEquals(Verdict.PASSED, warned.verdict());
            assertTrue(
                    warned.summary().contains("Deployment breach/second had 0 of at least 3 replicas available"),
                    warned.summary());
            assertTrue(
                    warned.summary().contains("Service breach/second had 0 of at least 1 ready endpoint"),
                    warned.summary());
        }
    }

    private KubernetesConnection connect() {
        return new KubernetesConnector(KubernetesLimits.DEFAULT).connect(cluster.stepUser());
    }

    private Ledger begun() {
        try (KubernetesConnection before = connect();
                KubernetesWorkloads workloads = before.workloads()) {
            return new LedgerKeeper(ALL).begin(Ledger.EMPTY, List.of(SECOND), null, workloads, Instant.now());
        }
    }

    private static Ledger readOn(Ledger saved, KubernetesWorkloads workloads) {
        LedgerKeeper keeper = new LedgerKeeper(ALL);
        Await.until("the ledger to catch up", () -> {
            keeper.read(saved, workloads, Instant.now());
            workloads.watch();
            return keeper.caughtUp(workloads);
        });
        return keeper.newest(saved);
    }

    @Test
    void aRestartedControllerReadsWhatHappenedMeanwhile() {
        Ledger saved = begun();
        blink(servingPodOfSecond());
        try (KubernetesConnection after = connect();
                KubernetesWorkloads workloads = after.workloads()) {
            Ledger read = readOn(saved, workloads);
            assertEquals(2, read.figures().get(SECOND).low().available());
            assertEquals("Deployment breach/second", read.inOrder().get(0).what());
            assertEquals(List.of(), read.gaps());
        }
    }

    @Test
    void whatTheServerHasForgottenIsAGap() {
        Ledger saved = begun();
        blink(servingPodOfSecond());
        cluster.kubernetes().expireResourceVersions();
        Await.until("the pods to be there", () -> podsOfSecond().size() == 3);
        try (KubernetesConnection after = connect();
                KubernetesWorkloads workloads = after.workloads()) {
            Ledger read = readOn(saved, workloads);
            assertEquals(1, read.gaps().size());
            assertEquals(saved.seenAt(), read.gaps().get(0).from());
            assertEquals(List.of(), read.inOrder());
        }
    }
}
