package io.jenkins.plugins.gkeupgrade.kube;

import static io.jenkins.plugins.gkeupgrade.emulator.KubernetesFaults.on;
import static io.jenkins.plugins.gkeupgrade.kube.EmulatedCluster.await;
import static io.jenkins.plugins.gkeupgrade.kube.EmulatedCluster.watched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.emulator.KubernetesRequest;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.History;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every change that the server tells, over the wire, across restarts of the controller and of watches. */
class ViewHistoryTest {
    private static final Set<ResourceKind> KINDS = Set.of(ResourceKind.PODS, ResourceKind.ENDPOINT_SLICES);

    @RegisterExtension
    final EmulatedCluster cluster = EmulatedCluster.forOneTest();

    private final KubernetesWorkloads workloads = cluster.connection.workloads();

    @AfterEach
    void close() {
        workloads.close();
    }

    private void comeAndGo(String... pods) {
        for (String pod : pods) {
            cluster.create(Resources.PODS, EmulatedCluster.pod("shop", pod));
            cluster.as(api -> api.delete(Resources.PODS, "shop", pod, DeleteOptions.grace(0)));
        }
    }

    private static List<String> told(WatchedView view, long since, int atLeast) {
        List<String> told = new ArrayList<>();
        await(atLeast + " changes", () -> {
            History history = view.changesSince(since);
            told.clear();
            history.changes()
                    .forEach(
                            c -> told.add((c.deleted() ? "-" : "+") + c.object().name()));
            return told.size() >= atLeast;
        });
        return told;
    }

    @Test
    void tellsWhatCameAndWentBetweenTwoLooks() {
        WatchedView view = watched(workloads, KINDS, "");
        long since = view.version();
        comeAndGo("a", "b");
        List<String> told = told(view, since, 4);
        assertEquals(List.of("+a", "-a", "+b", "-b"), told);
    }

    @Test
    void wakesWhoeverWaitsWhenItHasSettled() {
        WatchedView view = watched(workloads, KINDS, "");
        long since = view.version();
        comeAndGo("a");
        await("the events", () -> view.changesSince(since).newest() > since);
        AtomicInteger woken = new AtomicInteger();
        workloads.onChange(woken::incrementAndGet);
        if (view.changesSince(since).changes().isEmpty()) {
            await("the call to look again", () -> woken.get() > 0);
        }
        assertEquals(List.of("+a", "-a"), told(view, since, 2));
    }

    @Test
    void aNewControllerGoesOnWhereTheOldOneEnded() {
        WatchedView before = watched(workloads, KINDS, "");
        comeAndGo("a");
        long since = before.version();
        workloads.close();
        comeAndGo("b", "c");

        try (KubernetesWorkloads restarted = cluster.connection.workloads()) {
            WatchedView view = watched(restarted, KINDS, "");
            assertTrue(view.list(ResourceKind.PODS).isEmpty(), "nothing of it is to be seen any more");
            List<String> told = told(view, since, 4);
            assertEquals(List.of("+b", "-b", "+c", "-c"), told.subList(told.size() - 4, told.size()));
            assertFalse(view.changesSince(since).forgotten());
        }
    }

    @Test
    void aMissingPermissionToWatchThePastIsFinalAndNamed() {
        long since = watched(workloads, KINDS, "").version();
        workloads.close();
        comeAndGo("a");
        cluster.emulator.faults().forbid(on("watch", "endpointslices.discovery.k8s.io"));
        try (KubernetesWorkloads restarted = cluster.connection.workloads()) {
            WatchedView view = watched(restarted, KINDS, "");
            Failed failed = assertThrows(Failed.class, () -> view.changesSince(since));
            assertTrue(
                    failed.getMessage().startsWith("The Kubernetes user may not watch endpointslices"),
                    failed.getMessage());
        }
    }

    @Test
    void whatTheServerHasForgottenIsSaid() {
        long since = watched(workloads, KINDS, "").version();
        workloads.close();
        comeAndGo("a");
        cluster.as(api -> {
            cluster.kubernetes.compactHistory();
            return null;
        });
        try (KubernetesWorkloads restarted = cluster.connection.workloads()) {
            WatchedView view = watched(restarted, KINDS, "");
            await("the hole", () -> view.changesSince(since).forgotten());
            History history = view.changesSince(since);
            assertTrue(history.forgotten(), "as long as nobody has taken note of it");
            comeAndGo("b");
            assertEquals(List.of("+b", "-b"), told(view, history.upTo(), 2));
        }
    }

    @Test
    void aCutWatchLeavesNoHoleAndAnExpiredOneIsSaid() {
        WatchedView view = watched(workloads, KINDS, "");
        long since = view.version();
        await("the watches", () -> cluster.emulator.openWatches() == 2);
        cluster.emulator.cutWatches();
        comeAndGo("a");
        assertEquals(List.of("+a", "-a"), told(view, since, 2));

        cluster.emulator.expireWatches();
        comeAndGo("b");
        await("the hole", () -> view.changesSince(since).forgotten());
    }

    @Test
    void anExpiredWatchIsSaidWhenEverythingIsListedAnew() {
        WatchedView view = watched(workloads, KINDS, "");
        long since = view.version();
        await("the watches", () -> cluster.emulator.openWatches() == 2);
        cluster.create(Resources.PODS, EmulatedCluster.pod("shop", "a"));
        Predicate<KubernetesRequest> slices = on("list", "endpointslices.discovery.k8s.io");
        cluster.emulator.faults().refuse(slices, Integer.MAX_VALUE, 503, "ServiceUnavailable", "starting");
        cluster.emulator.expireWatches();
        await(
                "the pods, listed and watched again",
                () -> cluster.emulator.requests().count("watch", "pods") == 2);
        await("the refusal", () -> cluster.emulator.requests().count("list", "endpointslices.discovery.k8s.io") >= 2);
        assertFalse(view.changesSince(since).forgotten(), "half of the picture is old");
        assertEquals(since, view.changesSince(since).upTo());
        assertThrows(TransientFailure.class, view::version);
        cluster.emulator.faults().clear();
        await("the hole", () -> view.changesSince(since).forgotten());
    }
}
