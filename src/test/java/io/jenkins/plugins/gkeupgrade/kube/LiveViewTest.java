package io.jenkins.plugins.gkeupgrade.kube;

import static io.jenkins.plugins.gkeupgrade.emulator.KubernetesFaults.on;
import static io.jenkins.plugins.gkeupgrade.kube.EmulatedCluster.await;
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
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveViewTest {
    private static final Set<ResourceKind> PODS = Set.of(ResourceKind.PODS);

    @RegisterExtension
    final EmulatedCluster cluster = EmulatedCluster.forOneTest();

    private final KubernetesWorkloads workloads = cluster.connection.workloads();

    @AfterEach
    void close() {
        workloads.close();
    }

    private void pods(int from, int to) {
        for (int i = from; i < to; i++) {
            cluster.create(Resources.PODS, EmulatedCluster.pod("shop", "cart-" + i));
        }
    }

    private static boolean has(ClusterView view, String pod) {
        return view.find(ResourceKind.PODS, "shop", pod).isPresent();
    }

    @Test
    void listsInPagesAndThenLivesOnWatchesAlone() {
        pods(0, 1_200);
        ClusterView view = watched(workloads, PODS, "");
        assertEquals(1_200, view.list(ResourceKind.PODS).size());
        assertEquals(3, cluster.emulator.requests().count("list", "pods"), "pages of 500");

        pods(1_200, 1_201);
        await("the new pod", () -> has(view, "cart-1200"));
        cluster.as(api -> api.delete(Resources.PODS, "shop", "cart-7", DeleteOptions.grace(0)));
        await("the end of a pod", () -> !has(view, "cart-7"));
        for (int i = 0; i < 50; i++) {
            watched(workloads, PODS, "").list(ResourceKind.PODS);
        }
        assertEquals(4, cluster.emulator.requests().all().size(), "three pages and a watch");
    }

    @Test
    void whoDoesNotWaitOnlyLists() {
        pods(0, 1);
        ClusterView view = workloads.view(PODS, "");
        assertEquals(1, view.list(ResourceKind.PODS).size());
        pods(1, 2);
        assertEquals(1, workloads.view(PODS, "").list(ResourceKind.PODS).size(), "the picture of the list");
        assertEquals(0, cluster.emulator.requests().count("watch", "pods"));

        workloads.watch();
        assertEquals(1, cluster.connection.requests().sent().get("watch pods"), "asked for before it returns");
        await("what happened since the list", () -> has(view, "cart-1"));
        workloads.watch();
        assertEquals(1, cluster.connection.requests().sent().get("watch pods"));
        assertEquals(1, cluster.emulator.requests().count("list", "pods"));
    }

    @Test
    void objectsAreComplete() {
        cluster.create(Resources.DEPLOYMENTS, EmulatedCluster.deployment("shop", "cart"));
        pods(0, 1);
        ClusterView view = watched(workloads, Set.of(ResourceKind.DEPLOYMENTS, ResourceKind.PODS), "shop");
        Manifest deployment =
                view.find(ResourceKind.DEPLOYMENTS, "shop", "cart").orElseThrow();
        assertEquals("Deployment", deployment.kind());
        assertEquals("apps/v1", deployment.text("apiVersion"));
        Manifest there = cluster.as(api -> api.get(Resources.DEPLOYMENTS, "shop", "cart"));
        assertEquals(there.at("spec", "template"), deployment.at("spec", "template"));
        assertFalse(deployment.list("metadata", "managedFields").isEmpty(), "who manages a workload is kept");
        Manifest pod = view.find(ResourceKind.PODS, "shop", "cart-0").orElseThrow();
        assertTrue(pod.list("metadata", "managedFields").isEmpty(), "who manages a pod is not");
    }

    @Test
    void aNamespaceIsAllThatItsViewShows() {
        pods(0, 2);
        cluster.create(Resources.PODS, EmulatedCluster.pod("other", "cart-0"));
        assertEquals(2, watched(workloads, PODS, "shop").list(ResourceKind.PODS).size());
        assertEquals(3, watched(workloads, PODS, "").list(ResourceKind.PODS).size());
    }

    @Test
    void usersShareWatchesAndTheLastOneEndsThem() {
        pods(0, 1);
        KubernetesWorkloads other = cluster.connection.workloads();
        watched(workloads, PODS, "");
        ClusterView view = watched(other, PODS, "");
        await("the watch", () -> cluster.emulator.requests().count("watch", "pods") == 1);
        assertEquals(1, cluster.emulator.requests().count("list", "pods"));

        workloads.close();
        pods(1, 2);
        await("news for who is left", () -> has(view, "cart-1"));
        other.close();
        assertThrows(TransientFailure.class, () -> view.list(ResourceKind.PODS));
        AtomicInteger next = new AtomicInteger(2);
        await("the end of the watch, which the server sees when it writes", () -> {
            pods(next.get(), next.incrementAndGet());
            return cluster.emulator.openWatches() == 0;
        });
    }

    @Test
    void aCutWatchGoesOnWhereItEnded() {
        pods(0, 3);
        ClusterView view = watched(workloads, PODS, "");
        await("the watch", () -> cluster.emulator.requests().count("watch", "pods") == 1);
        cluster.emulator.cutWatches();
        pods(3, 4);
        await("what happened meanwhile", () -> has(view, "cart-3"));
        assertEquals(1, cluster.emulator.requests().count("list", "pods"));
    }

    @Test
    void anExpiredWatchListsAgain() {
        pods(0, 3);
        ClusterView view = watched(workloads, PODS, "");
        await("the watch", () -> cluster.emulator.requests().count("watch", "pods") == 1);
        cluster.as(api -> api.delete(Resources.PODS, "shop", "cart-0", DeleteOptions.grace(0)));
        cluster.emulator.expireWatches();
        pods(3, 4);
        await("the present", () -> has(view, "cart-3") && !has(view, "cart-0"));
        await("a second list", () -> cluster.emulator.requests().count("list", "pods") == 2);
    }

    @Test
    void whoMayListAndNotWatchIsToldAtTheNextLook() {
        cluster.emulator.faults().forbid(on("watch", "pods"));
        AtomicInteger changes = new AtomicInteger();
        workloads.onChange(changes::incrementAndGet);
        workloads.view(PODS, "");
        await("the first picture", () -> changes.get() == 1);
        workloads.watch();
        await("a reason to look", () -> changes.get() == 2);
        Failed failed = assertThrows(Failed.class, () -> workloads.view(PODS, ""));
        assertTrue(failed.getMessage().startsWith("The Kubernetes user may not watch pods"), failed.getMessage());
        assertEquals(0, workloads.view(PODS, "").list(ResourceKind.PODS).size(), "who was told may ask anew");
    }

    @Test
    void anExpiredPageBeginsTheListAnew() {
        pods(0, 600);
        AtomicInteger lists = new AtomicInteger();
        cluster.emulator
                .faults()
                .refuse(
                        request -> request.verb().equals("list") && lists.incrementAndGet() == 2,
                        1,
                        410,
                        "Expired",
                        "The provided continue parameter is too old");
        assertEquals(600, watched(workloads, PODS, "").list(ResourceKind.PODS).size());
        assertEquals(4, cluster.emulator.requests().count("list", "pods"));
    }

    @Test
    void aMissingPermissionNamesVerbResourceNamespaceAndFile() {
        cluster.emulator.faults().forbid(on("list", "pods"));
        String inNamespace = assertThrows(Failed.class, () -> watched(workloads, PODS, "shop"))
                .getMessage();
        assertTrue(
                inNamespace.startsWith(
                        "The Kubernetes user may not list pods in namespace shop: apply " + "docs/rbac/step-user.yaml"),
                inNamespace);
        String everywhere =
                assertThrows(Failed.class, () -> watched(workloads, PODS, "")).getMessage();
        assertTrue(everywhere.contains("may not list pods in all namespaces"), everywhere);

        cluster.emulator.faults().clear();
        assertEquals(
                0, watched(workloads, PODS, "shop").list(ResourceKind.PODS).size(), "mended without a new connection");
    }

    @Test
    void aMissingPermissionToWatchIsToldToo() {
        cluster.emulator.faults().forbid(on("watch", "nodes"));
        ClusterView view = watched(workloads, Set.of(ResourceKind.NODES), "");
        await("the refusal", () -> {
            try {
                view.list(ResourceKind.NODES);
                return false;
            } catch (Failed e) {
                return e.getMessage().startsWith("The Kubernetes user may not watch nodes: apply");
            }
        });
    }

    @Test
    void refusedCredentialsMayBeFreshOnesAwayButNotTwice() {
        cluster.emulator.acceptToken("another");
        assertThrows(TransientFailure.class, () -> watched(workloads, PODS, ""));
        await("a final word", () -> {
            try {
                watched(workloads, PODS, "");
                return false;
            } catch (TransientFailure e) {
                return false;
            } catch (Failed e) {
                assertFalse(e.getMessage().contains(EmulatedCluster.TOKEN), e.getMessage());
                return true;
            }
        });
    }

    @Test
    void aServerThatIsAwayIsATransientFailureAndThenForgotten() {
        cluster.as(api -> {
            cluster.kubernetes.apiServerAway(true);
            return null;
        });
        assertThrows(TransientFailure.class, () -> watched(workloads, PODS, ""));
        cluster.as(api -> {
            cluster.kubernetes.apiServerAway(false);
            return null;
        });
        await("the server", () -> {
            try {
                return watched(workloads, PODS, "").list(ResourceKind.PODS).isEmpty();
            } catch (TransientFailure e) {
                return false;
            }
        });
    }

    /** It answers before it has read its roles, and refuses everybody meanwhile. */
    @Test
    void aServerThatHasJustComeBackIsNotTakenAtItsWordWhenItForbids() {
        cluster.create(Resources.DEPLOYMENTS, EmulatedCluster.deployment("shop", "cart"));
        Set<ResourceKind> deployments = Set.of(ResourceKind.DEPLOYMENTS);
        Manifest cart = watched(workloads, deployments, "")
                .list(ResourceKind.DEPLOYMENTS)
                .iterator()
                .next();
        away(true);
        assertThrows(TransientFailure.class, () -> watched(workloads, PODS, ""));
        away(false);
        cluster.emulator.faults().forbid(on("list", "pods"));
        cluster.emulator.faults().forbid(on("patch", "deployments.apps"));
        await(
                "the refusal",
                () -> assertThrows(TransientFailure.class, () -> workloads.view(PODS, ""))
                        .getMessage()
                        .startsWith(
                                "The Kubernetes API server has just come back and may not have read its roles yet: "));
        WorkloadPatch patch = new WorkloadPatch(
                new WorkloadRef(WorkloadKind.DEPLOYMENT, "shop", "cart"),
                cart.resourceVersion(),
                List.of(PatchOperation.add(List.of("metadata", "annotations"), Map.of("note", "yes"))));
        assertInstanceOf(
                PatchResult.Unknown.class, workloads.patch(List.of(patch)).get(0));

        cluster.emulator.faults().clear();
        await("the roles", () -> {
            try {
                return workloads.view(PODS, "").list(ResourceKind.PODS).isEmpty();
            } catch (TransientFailure e) {
                return false;
            }
        });
    }

    private void away(boolean away) {
        cluster.as(api -> {
            cluster.kubernetes.apiServerAway(away);
            return null;
        });
    }

    @Test
    void theReturnOfTheServerIsToldWhenAllIsLiveAgain() {
        Set<ResourceKind> two = Set.of(ResourceKind.PODS, ResourceKind.DEPLOYMENTS);
        ClusterView view = watched(workloads, two, "");
        AtomicInteger returns = new AtomicInteger();
        workloads.onReturn(returns::incrementAndGet);
        await("both watches", () -> cluster.emulator.openWatches() == 2);
        pods(0, 1);
        await("the pod", () -> has(view, "cart-0"));
        cluster.emulator.cutWatches();
        cluster.as(api -> {
            cluster.kubernetes.apiServerAway(true);
            return null;
        });
        await("the end of the watches", () -> cluster.emulator.openWatches() == 0);
        assertEquals(0, returns.get(), "neither a change nor going away is a return");

        cluster.as(api -> {
            cluster.kubernetes.apiServerAway(false);
            return null;
        });
        await("the return", () -> returns.get() > 0);
        assertEquals(2, cluster.emulator.openWatches(), "both watches are open again");
    }

    @Test
    void aPictureThatGetsTooOldIsNotShown() throws Exception {
        KubernetesLimits impatient = new KubernetesLimits(8, 50, Duration.ofSeconds(5), Duration.ofMillis(300));
        try (KubernetesConnection connection = new KubernetesConnector(impatient).connect(cluster.credentials())) {
            ClusterView view = watched(connection.workloads(), PODS, "");
            view.list(ResourceKind.PODS);
            cluster.as(api -> {
                cluster.kubernetes.apiServerAway(true);
                return null;
            });
            await("doubt", () -> {
                try {
                    view.list(ResourceKind.PODS);
                    return false;
                } catch (TransientFailure e) {
                    return e.getMessage().startsWith("The picture of the pods is ");
                }
            });
            cluster.as(api -> {
                cluster.kubernetes.apiServerAway(false);
                return null;
            });
            await("trust", () -> {
                try {
                    return view.list(ResourceKind.PODS).isEmpty();
                } catch (TransientFailure e) {
                    return false;
                }
            });
        }
    }

    @Test
    void listenersHearOfChanges() {
        AtomicInteger heard = new AtomicInteger();
        workloads.onChange(heard::incrementAndGet);
        watched(workloads, PODS, "");
        int before = heard.get();
        pods(0, 1);
        await("a call", () -> heard.get() > before);
    }

    @Test
    void aKindOutsideTheScopeIsAMistake() {
        ClusterView view = watched(workloads, PODS, "");
        assertThrows(IllegalArgumentException.class, () -> view.list(ResourceKind.NODES));
    }

    @Test
    void oldServersAreAskedInTheVersionsThatTheyHave() throws Exception {
        Set<ResourceKind> moving = Set.of(
                ResourceKind.POD_DISRUPTION_BUDGETS,
                ResourceKind.HORIZONTAL_POD_AUTOSCALERS,
                ResourceKind.CRON_JOBS,
                ResourceKind.JOBS);
        try (EmulatedCluster old = new EmulatedCluster("1.20.15-gke.100", EmulatedCluster.FAST)) {
            ClusterView view = watched(old.connection.workloads(), moving, "");
            moving.forEach(kind -> assertTrue(view.list(kind).isEmpty()));
            assertEquals(
                    2, old.emulator.requests().count(request -> request.verb().equals("get")), "discovery");
        }
        ClusterView view = watched(workloads, moving, "");
        moving.forEach(kind -> assertTrue(view.list(kind).isEmpty()));
    }
}
