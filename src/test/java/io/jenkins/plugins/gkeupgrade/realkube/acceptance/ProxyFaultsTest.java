package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.realkube.acceptance.MeddlingProxy.Answer;
import io.jenkins.plugins.gkeupgrade.realkube.acceptance.MeddlingProxy.Meddler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.function.Executable;

/** A network and an API server that get in the way of single requests: busy answers, cut watches, collisions. */
@OnAcceptanceCluster
@TestInstance(Lifecycle.PER_CLASS)
class ProxyFaultsTest {
    private static final String NAMESPACE = "proxied";
    private static final String USER = "system:serviceaccount:default:proxied";
    private static final Selection ALL = Selection.of(NAMESPACE, "", List.of(), List.of());
    private static final Answer BUSY = new Answer(429, "TooManyRequests", "Too many requests, please try again later.");

    private final AcceptanceCluster cluster;
    private final KubernetesClient admin;
    private final MeddlingProxy proxy;
    private Placements pods;

    ProxyFaultsTest(AcceptanceCluster cluster) {
        this.cluster = cluster;
        admin = cluster.admin();
        Path user = cluster.kubernetes().tokenUser("proxied");
        StepRights.bind(admin, "step-user.yaml", "proxied", USER, user);
        proxy = new MeddlingProxy(cluster.kubernetes(), AcceptanceCluster.access(user));
    }

    @BeforeAll
    void createWorkloads() {
        new Fixtures("proxied")
                .deployment("cart", 2)
                .deployment("front", 2)
                .statefulSet("orders", 2, Map.of())
                .manifests()
                .create(admin, NAMESPACE);
        pods = Placements.in(admin, NAMESPACE).awaitSettled();
    }

    @BeforeEach
    void allBack() {
        proxy.meddle(Meddler.NONE);
        try (RealStageDriver steps = cluster.steps()) {
            assertPassed(steps.run(Requests.rollback(ALL)));
        }
        assertEquals(Map.of(AcceptanceCluster.OLD_POOL, 6L), pods.byPool());
    }

    @AfterAll
    void removeWorkloads() {
        proxy.close();
        admin.namespaces().withName(NAMESPACE).delete();
        StepRights.remove(admin, "proxied");
    }

    private RealStageDriver proxied() {
        return cluster.steps(proxy.access());
    }

    private static void assertPassed(Outcome outcome) {
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
    }

    @Test
    void aBusyServerIsLeftAloneForAsLongAsItAsks() {
        Map<String, Long> busyAt = new ConcurrentHashMap<>();
        Map<String, Long> leftAlone = new ConcurrentHashMap<>();
        proxy.meddle((method, path) -> {
            if (!path.contains(NAMESPACE)) {
                return Optional.empty();
            }
            String request = method + " " + path;
            long now = System.nanoTime();
            Long answered = busyAt.putIfAbsent(request, now);
            if (answered == null) {
                return Optional.of(BUSY);
            }
            leftAlone.putIfAbsent(request, now - answered);
            return Optional.empty();
        });
        try (RealStageDriver steps = proxied()) {
            assertPassed(steps.run(Requests.optIn(ALL)));
            assertPassed(steps.run(Requests.verify(ALL)));
            // One for each patch; lists and watches are repeated by the views.
            assertEquals(3, steps.requests().throttledCount());
            // Several may ask for the same list; a patch is sent by one alone.
            List<Long> patches = leftAlone.entrySet().stream()
                    .filter(request -> request.getKey().startsWith("PATCH "))
                    .map(Map.Entry::getValue)
                    .toList();
            assertEquals(3, patches.size());
            assertTrue(
                    patches.stream().allMatch(nanos -> nanos >= MeddlingProxy.RETRY_AFTER.toNanos()),
                    patches::toString);
            assertEquals(Map.of(AcceptanceCluster.NEW_POOL, 6L), pods.byPool());
        }
    }

    @Test
    void watchesThatAreCutGoOn() {
        try (RealStageDriver steps = proxied()) {
            Set<String> cut = proxy.cutWatches();
            assertPassed(steps.run(Requests.optIn(ALL)));
            assertPassed(steps.run(Requests.verify(ALL)));
            assertEquals(Map.of(AcceptanceCluster.NEW_POOL, 6L), pods.byPool());
            assertCut(cut, "pods", "deployments");
            long lists = steps.requests().sent().get("list pods");
            cut = proxy.cutWatches();
            assertPassed(steps.run(Requests.rollback(ALL)));
            assertCut(cut, "pods", "deployments");
            assertEquals(lists, steps.requests().sent().get("list pods") - 1, "one list for each view, none for a cut");
        }
    }

    private static void assertCut(Set<String> cut, String... resources) {
        for (String resource : resources) {
            assertTrue(cut.stream().anyMatch(path -> path.endsWith("/" + resource)), cut::toString);
        }
    }

    @Test
    void somebodyWhoChangesTheSameWorkloadAllTheTime() {
        AtomicInteger collisions = new AtomicInteger();
        try (RealStageDriver steps = proxied()) {
            proxy.meddle(touchingBefore("cart", collisions, 5));
            assertPassed(steps.run(Requests.optIn(ALL)));
            assertEquals(5, collisions.get());
            collisions.set(0);
            assertPassed(steps.run(Requests.rollback(ALL)));
            assertEquals(5, collisions.get());

            givesUp(() -> steps.run(Requests.optIn(ALL)));
            assertPassed(steps.run(Requests.optIn(ALL)));
            givesUp(() -> steps.run(Requests.rollback(ALL)));
            assertPassed(steps.run(Requests.rollback(ALL)));
        }
    }

    private void givesUp(Executable step) {
        proxy.meddle(touchingBefore("cart", new AtomicInteger(), Integer.MAX_VALUE));
        String message = assertThrows(Failed.class, step).getMessage();
        proxy.meddle(Meddler.NONE);
        assertTrue(
                message.startsWith(
                        "Gave up changing Deployment proxied/cart: another client changes them all the time"),
                message);
    }

    private Meddler touchingBefore(String name, AtomicInteger count, int most) {
        return (method, path) -> {
            if (method.equals("PATCH") && path.endsWith("/" + name) && count.get() < most) {
                count.incrementAndGet();
                admin.apps().deployments().inNamespace(NAMESPACE).withName(name).edit(d -> {
                    d.getMetadata().getAnnotations().put("touched", Long.toString(System.nanoTime()));
                    return d;
                });
            }
            return Optional.empty();
        };
    }

    @Test
    void aWebhookThatDoesNotAnswerIsNotTakenForAnotherClient() {
        Answer broken = new Answer(
                500, "InternalError", "Internal error occurred: failed calling webhook policy.example.com: timeout");
        proxy.meddle((method, path) -> method.equals("PATCH") ? Optional.of(broken) : Optional.empty());
        try (RealStageDriver steps = proxied()) {
            String expected = "trying again: ";
            steps.listening(line -> {
                if (line.startsWith(expected) && line.contains("failed calling webhook policy.example.com")) {
                    proxy.meddle(Meddler.NONE);
                }
            });
            assertPassed(steps.run(Requests.optIn(ALL)));
            assertEquals(
                    1,
                    steps.waits().stream().filter(w -> w.startsWith(expected)).count(),
                    steps.waits()::toString);
            proxy.meddle((method, path) -> method.equals("PATCH") ? Optional.of(broken) : Optional.empty());
            assertPassed(steps.run(Requests.rollback(ALL)));
        }
    }
}
