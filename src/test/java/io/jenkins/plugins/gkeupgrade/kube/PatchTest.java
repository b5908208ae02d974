package io.jenkins.plugins.gkeupgrade.kube;

import static io.jenkins.plugins.gkeupgrade.emulator.KubernetesFaults.on;
import static io.jenkins.plugins.gkeupgrade.kube.EmulatedCluster.watched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PatchTest {
    private static final String DEPLOYMENTS = "deployments.apps";

    @RegisterExtension
    final EmulatedCluster cluster = EmulatedCluster.forOneTest();

    private final KubernetesWorkloads workloads = cluster.connection.workloads();

    @AfterEach
    void close() {
        workloads.close();
    }

    private Manifest deployment(String name) {
        return cluster.create(Resources.DEPLOYMENTS, EmulatedCluster.deployment("shop", name));
    }

    private PatchResult patch(WorkloadPatch patch) {
        return workloads.patch(List.of(patch)).get(0);
    }

    private String note(String name) {
        return cluster.as(api -> api.get(Resources.DEPLOYMENTS, "shop", name)).text("metadata", "annotations", "note");
    }

    @Test
    void appliesUnderOurOwnNameAndShowsItAtOnce() {
        Manifest cart = deployment("cart");
        ClusterView view = watched(workloads, Set.of(ResourceKind.DEPLOYMENTS), "");
        PatchResult.Applied applied =
                assertInstanceOf(PatchResult.Applied.class, patch(EmulatedCluster.annotate(cart, "moved")));
        assertEquals("moved", applied.now().text("metadata", "annotations", "note"));
        Manifest seen = view.find(ResourceKind.DEPLOYMENTS, "shop", "cart").orElseThrow();
        assertEquals(applied.now().resourceVersion(), seen.resourceVersion());
        assertTrue(applied.now().items("metadata", "managedFields").stream()
                .anyMatch(entry -> entry.text("manager").equals("gke-opt-in-upgrade")));
    }

    @Test
    void anEditInBetweenIsAConflictAndChangesNothing() {
        Manifest seen = deployment("cart");
        assertInstanceOf(PatchResult.Applied.class, patch(EmulatedCluster.annotate(seen, "theirs")));
        assertInstanceOf(PatchResult.Conflict.class, patch(EmulatedCluster.annotate(seen, "ours")));
        assertEquals("theirs", note("cart"));
    }

    @Test
    void whatSomebodyElseHasJustRemovedIsAConflict() {
        Manifest noted = assertInstanceOf(
                        PatchResult.Applied.class, patch(EmulatedCluster.annotate(deployment("cart"), "ours")))
                .now();
        WorkloadPatch removal = new WorkloadPatch(
                new WorkloadRef(WorkloadKind.DEPLOYMENT, "shop", "cart"),
                noted.resourceVersion(),
                List.of(PatchOperation.remove(List.of("metadata", "annotations", "note"))));
        assertInstanceOf(PatchResult.Applied.class, patch(removal));
        assertInstanceOf(PatchResult.Conflict.class, patch(removal), "two rollbacks at a time do not fail each other");
    }

    @Test
    void whatIsGoneIsGone() {
        Manifest seen = deployment("cart");
        cluster.as(api -> api.delete(Resources.DEPLOYMENTS, "shop", "cart", DeleteOptions.DEFAULT));
        assertInstanceOf(PatchResult.Gone.class, patch(EmulatedCluster.annotate(seen, "late")));
    }

    @Test
    void aRefusalCarriesTheServersWords() {
        Manifest cart = deployment("cart");
        WorkloadPatch nonsense = new WorkloadPatch(
                new WorkloadRef(WorkloadKind.DEPLOYMENT, "shop", "cart"),
                cart.resourceVersion(),
                List.of(PatchOperation.replace(List.of("spec", "selector", "matchLabels"), Map.of("app", "other"))));
        PatchResult.Rejected rejected = assertInstanceOf(PatchResult.Rejected.class, patch(nonsense));
        assertTrue(rejected.message().contains("Deployment.apps \"cart\" is invalid"), rejected.message());

        String webhook = "admission webhook \"policy.example.com\" denied the request: no tolerations on Fridays";
        cluster.emulator.faults().refuse(on("patch", DEPLOYMENTS), 1, 403, "Forbidden", webhook);
        assertEquals(new PatchResult.Rejected(webhook), patch(EmulatedCluster.annotate(cart, "x")));
    }

    @Test
    void aMissingPermissionStopsTheBatch() {
        List<WorkloadPatch> patches = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            patches.add(EmulatedCluster.annotate(deployment("app-" + i), "x"));
        }
        cluster.emulator.faults().forbid(on("patch", DEPLOYMENTS));
        String message =
                assertThrows(Failed.class, () -> workloads.patch(patches)).getMessage();
        assertTrue(
                message.startsWith("The Kubernetes user may not patch deployments.apps in namespace shop: apply "
                        + "docs/rbac/step-user.yaml"),
                message);
        assertTrue(cluster.emulator.requests().count("patch", DEPLOYMENTS) < 30, "the rest was not sent");
    }

    @Test
    void aBrokenConnectionLeavesTheEndUnknown() {
        Manifest cart = deployment("cart");
        cluster.emulator.faults().cut(on("patch", DEPLOYMENTS), 1, false);
        assertInstanceOf(PatchResult.Unknown.class, patch(EmulatedCluster.annotate(cart, "first")));
        assertEquals("", note("cart"));
        cluster.emulator.faults().cut(on("patch", DEPLOYMENTS), 1, true);
        assertInstanceOf(PatchResult.Unknown.class, patch(EmulatedCluster.annotate(cart, "second")));
        assertEquals("second", note("cart"));
    }

    @Test
    void aServerThatDoesNotAnswerLeavesTheEndUnknown() throws Exception {
        KubernetesLimits hasty = new KubernetesLimits(4, 1_000, Duration.ofMillis(400), Duration.ofSeconds(30));
        try (KubernetesConnection connection = new KubernetesConnector(hasty).connect(cluster.credentials())) {
            Manifest cart = deployment("cart");
            cluster.emulator.faults().delay(on("patch", DEPLOYMENTS), 1, Duration.ofSeconds(3));
            PatchResult result = connection
                    .workloads()
                    .patch(List.of(EmulatedCluster.annotate(cart, "x")))
                    .get(0);
            PatchResult.Unknown unknown = assertInstanceOf(PatchResult.Unknown.class, result);
            assertTrue(unknown.message().contains("no answer in time"), unknown.message());
        }
    }

    @Test
    void aBusyServerGetsThePatienceThatItAsksFor() {
        Manifest cart = deployment("cart");
        cluster.emulator.faults().throttle(on("patch", DEPLOYMENTS), 1, 1);
        long before = System.nanoTime();
        assertInstanceOf(PatchResult.Applied.class, patch(EmulatedCluster.annotate(cart, "x")));
        assertTrue(System.nanoTime() - before >= Duration.ofMillis(990).toNanos(), "Retry-After: 1");
        assertEquals(1, cluster.connection.requests().throttledCount());
        assertEquals(2, cluster.connection.requests().sent().get("patch deployments.apps"));
    }

    @Test
    void aThousandPatchesTakeAThousandRequestsAndKeepToTheLimit() {
        List<WorkloadPatch> patches = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            patches.add(EmulatedCluster.annotate(deployment("app-" + i), "x"));
        }
        List<PatchResult> results = workloads.patch(patches);
        assertEquals(1_000, results.size());
        for (int i = 0; i < 1_000; i++) {
            PatchResult.Applied applied = assertInstanceOf(PatchResult.Applied.class, results.get(i));
            assertEquals("app-" + i, applied.now().name(), "in order");
        }
        assertEquals(1_000, cluster.emulator.requests().all().size());
        assertTrue(cluster.emulator.requests().mostInFlight() <= 8, "changes in flight");
    }

    @Test
    void changesKeepToTheRate() throws Exception {
        KubernetesLimits slow = new KubernetesLimits(8, 20, Duration.ofSeconds(10), Duration.ofSeconds(30));
        try (KubernetesConnection connection = new KubernetesConnector(slow).connect(cluster.credentials())) {
            List<WorkloadPatch> patches = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                patches.add(EmulatedCluster.annotate(deployment("app-" + i), "x"));
            }
            long before = System.nanoTime();
            connection.workloads().patch(patches);
            assertTrue(System.nanoTime() - before >= Duration.ofMillis(490).toNanos(), "11 changes at 20 a second");
        }
    }

    @Test
    void refusedCredentialsAreTriedOnceMore() {
        Manifest cart = deployment("cart");
        cluster.emulator.acceptToken("another");
        List<WorkloadPatch> patches = List.of(EmulatedCluster.annotate(cart, "x"));
        assertThrows(TransientFailure.class, () -> workloads.patch(patches));
        Failed failed = assertThrows(Failed.class, () -> workloads.patch(patches));
        assertFalse(failed.getMessage().contains(EmulatedCluster.TOKEN), failed.getMessage());
    }

    @Test
    void podsAreEvictedAndDeletedByTheirUid() {
        Manifest pod = cluster.create(Resources.PODS, EmulatedCluster.pod("shop", "cart-0"));
        assertInstanceOf(EvictionResult.Evicted.class, workloads.evict("shop", "cart-0", "another-uid"));
        assertEquals(
                pod.uid(),
                cluster.as(api -> api.get(Resources.PODS, "shop", "cart-0")).uid());
        assertInstanceOf(EvictionResult.Evicted.class, workloads.evict("shop", "cart-0", pod.uid()));
        assertInstanceOf(EvictionResult.Evicted.class, workloads.evict("shop", "cart-0", pod.uid()), "gone is gone");

        Manifest second = cluster.create(Resources.PODS, EmulatedCluster.pod("shop", "cart-1"));
        workloads.deletePod("shop", "cart-1", second.uid());
        workloads.deletePod("shop", "cart-1", second.uid());
        cluster.emulator.faults().forbid(on("create", "pods/eviction"));
        String message = assertThrows(Failed.class, () -> workloads.evict("shop", "cart-1", second.uid()))
                .getMessage();
        assertTrue(message.contains("may not create pods/eviction in namespace shop"), message);
    }
}
