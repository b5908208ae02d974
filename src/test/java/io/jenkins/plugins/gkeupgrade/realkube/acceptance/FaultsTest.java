package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import io.jenkins.plugins.gkeupgrade.realkube.Await;
import io.jenkins.plugins.gkeupgrade.realkube.FakeWebhook;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** An API server that dies, forgets and a webhook that objects: each run ends right, or clearly and the next one does. */
@OnAcceptanceCluster
@TestInstance(Lifecycle.PER_CLASS)
class FaultsTest {
    private static final String NAMESPACE = "faults";
    private static final Selection ALL = Selection.of(NAMESPACE, "", List.of(), List.of());
    /** So impatient that a restart of the API server is an outage. */
    private static final KubernetesLimits IMPATIENT =
            new KubernetesLimits(8, 50, Duration.ofSeconds(30), Duration.ofMillis(500));

    private final AcceptanceCluster cluster;
    private final RealKubernetes kubernetes;
    private final KubernetesClient admin;
    private Placements pods;
    private Map<String, String> templates;

    FaultsTest(AcceptanceCluster cluster) {
        this.cluster = cluster;
        kubernetes = cluster.kubernetes();
        admin = cluster.admin();
    }

    @BeforeAll
    void createWorkloads() {
        new Fixtures("faults")
                .deployment("front", 2, Map.of("fake-kubelet/ready-ms", "1000"))
                .deployment("cart", 2)
                .deployment("payments", 2)
                .statefulSet("orders", 2, Map.of())
                .manifests()
                .create(admin, NAMESPACE);
        pods = Placements.in(admin, NAMESPACE).awaitSettled();
        templates = Templates.in(admin, NAMESPACE);
    }

    /** Every test begins with all workloads where they were, whatever became of the one before. */
    @BeforeEach
    void allBack() {
        try (RealStageDriver steps = cluster.steps()) {
            assertEquals(Verdict.PASSED, steps.run(Requests.rollback(ALL)).verdict());
        }
        pods.awaitSettled();
        assertBack();
    }

    @AfterAll
    void removeWorkloads() {
        admin.namespaces().withName(NAMESPACE).delete();
    }

    private void assertMoved() {
        assertEquals(Map.of(AcceptanceCluster.NEW_POOL, 8L), pods.byPool());
    }

    private void assertBack() {
        assertEquals(Map.of(AcceptanceCluster.OLD_POOL, 8L), pods.byPool());
        assertEquals(templates, Templates.in(admin, NAMESPACE));
    }

    @Test
    void theApiServerDiesDuringEachStep() {
        try (RealStageDriver steps = cluster.steps(cluster.stepUser(), IMPATIENT)) {
            Outage outage = new Outage("wave 1: ", kubernetes::restartApiServer);
            assertPassed(steps.listening(outage).run(Requests.optIn(ALL)));
            outage.assertOver();
            assertMoved();
            passes(steps, Requests.optIn(ALL));

            // Before its first patch, which meets a closed port.
            outage = new Outage("Rolling back 4 workloads", kubernetes::restartApiServer);
            assertPassed(steps.listening(outage).run(Requests.rollback(ALL)));
            outage.assertOver();
            assertBack();
            passes(steps, Requests.rollback(ALL));
            assertTrue(steps.waits().stream().anyMatch(w -> w.startsWith("trying again: ")), steps.waits()::toString);

            outage = new Outage("waiting for ", kubernetes::restartApiServer);
            moveHalfWay(steps);
            assertPassed(steps.listening(outage).run(Requests.verify(ALL)));
            outage.assertOver();
            assertMoved();
            passes(steps, Requests.verify(ALL));
        }
    }

    /** The same step again finds nothing to do, or the same. */
    private static void passes(RealStageDriver steps, StageRequest<?> again) {
        assertPassed(steps.listening(line -> {}).run(again));
    }

    /** An opt-in that is stopped while the last pods move, so that whoever comes next has to wait for them. */
    private static void moveHalfWay(RealStageDriver steps) {
        steps.listening(Stopped.at("wave 2: "));
        assertThrows(Stopped.class, () -> steps.run(Requests.optIn(ALL)));
    }

    @Test
    void resourceVersionsExpireDuringEachStep() {
        try (RealStageDriver steps = cluster.steps()) {
            expireDuring(steps, "wave 1: ", Requests.optIn(ALL));
            assertMoved();
            expireDuring(steps, "rolled back to exactly what it was", Requests.rollback(ALL));
            assertBack();
            moveHalfWay(steps);
            expireDuring(steps, "waiting for ", Requests.verify(ALL));
            assertMoved();
        }
    }

    private void expireDuring(RealStageDriver steps, String words, StageRequest<?> step) {
        Outage outage = new Outage(words, kubernetes::expireResourceVersions);
        long lists = steps.requests().sent().getOrDefault("list statefulsets.apps", 0L);
        assertPassed(steps.listening(outage).run(step));
        outage.assertOver();
        assertTrue(steps.requests().sent().get("list statefulsets.apps") >= lists + 2, "listed anew after 410");
    }

    /** The API server is killed when the stage says or waits for something, and comes back while the stage goes on. */
    private final class Outage implements Consumer<String> {
        private final String words;
        private final Runnable recovery;
        private final AtomicBoolean begun = new AtomicBoolean();
        private volatile CompletableFuture<Void> recovered = new CompletableFuture<>();

        Outage(String words, Runnable recovery) {
            this.words = words;
            this.recovery = recovery;
        }

        @Override
        public void accept(String line) {
            if (line.contains(words) && !begun.getAndSet(true)) {
                kubernetes.killApiServer();
                recovered = CompletableFuture.runAsync(recovery);
            }
        }

        void assertOver() {
            assertTrue(begun.get(), "it never said: " + words);
            recovered.join();
        }
    }

    @Test
    @SuppressWarnings("try") // it only has to be there
    void aWebhookObjectsToTheMove() {
        try (RealStageDriver steps = cluster.steps()) {
            try (FakeWebhook webhook = objectingTo("cart")) {
                Failed failed = assertThrows(Failed.class, () -> steps.run(Requests.optIn(ALL)));
                assertTrue(
                        failed.getMessage().startsWith("Wave 1 failed: Deployment faults/cart was rejected: ")
                                && failed.getMessage().contains("changes are frozen"),
                        failed.getMessage());
            }
            assertBack();
            assertPassed(steps.run(Requests.optIn(ALL)));
            assertMoved();
            try (FakeWebhook webhook = objectingTo("payments")) {
                Failed failed = assertThrows(Failed.class, () -> steps.run(Requests.rollback(ALL)));
                assertTrue(
                        failed.getMessage().startsWith("Deployment faults/payments could not be rolled back: ")
                                && failed.getMessage().contains("changes are frozen"),
                        failed.getMessage());
            }
            assertPassed(steps.run(Requests.rollback(ALL)));
            assertBack();
        }
    }

    /** Objects to our own changes of that Deployment only; the API server calls it when this returns. */
    private FakeWebhook objectingTo(String deployment) {
        var rule = new RuleWithOperationsBuilder()
                .withApiGroups("apps")
                .withApiVersions("v1")
                .withResources("deployments")
                .withOperations("UPDATE")
                .build();
        AtomicBoolean called = new AtomicBoolean();
        FakeWebhook webhook = FakeWebhook.start(kubernetes, "frozen", rule, request -> {
            called.set(true);
            return request.getName().equals(deployment)
                            && request.getOptions().toString().contains("gke-opt-in-upgrade")
                    ? Optional.of("changes are frozen")
                    : Optional.empty();
        });
        Await.until("the webhook to be called", () -> {
            admin.apps().deployments().inNamespace(NAMESPACE).withName("front").edit(d -> {
                d.getMetadata().getAnnotations().put("touched", Long.toString(System.nanoTime()));
                return d;
            });
            return called.get();
        });
        return webhook;
    }

    private static void assertPassed(Outcome outcome) {
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
    }
}
