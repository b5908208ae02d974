package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.WorkloadFaults.PatchFault;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedWorkloadsTest {
    private final TestCluster cluster = new TestCluster().nodes("blue", 1);

    private SimulatedWorkloads workloads(WorkloadFaults faults) {
        return new SimulatedWorkloads(cluster.kubernetes, TestCluster.USER, faults);
    }

    private static PatchResult patch(SimulatedWorkloads workloads, Manifest seen, long replicas) {
        return workloads
                .patch(List.of(new WorkloadPatch(
                        new WorkloadRef(WorkloadKind.DEPLOYMENT, "shop", "cart"),
                        seen.resourceVersion(),
                        List.of(PatchOperation.replace(List.of("spec", "replicas"), replicas)))))
                .get(0);
    }

    private long replicas() {
        return cluster.get(Resources.DEPLOYMENTS, "cart").number(0, "spec", "replicas");
    }

    @Test
    void patchesWhatWasSeenAndNothingElse() {
        SimulatedWorkloads workloads = workloads(WorkloadFaults.NONE);
        Manifest seen = cluster.deployment("cart", 0, "", "");
        assertInstanceOf(PatchResult.Applied.class, patch(workloads, seen, 2));
        assertInstanceOf(PatchResult.Conflict.class, patch(workloads, seen, 3));
        assertEquals(2, replicas());
        PatchResult.Rejected rejected = assertInstanceOf(
                PatchResult.Rejected.class, patch(workloads, cluster.get(Resources.DEPLOYMENTS, "cart"), -1));
        assertTrue(rejected.message().contains("must be greater than or equal to 0"));
        cluster.api.delete(Resources.DEPLOYMENTS, "shop", "cart", DeleteOptions.DEFAULT);
        assertInstanceOf(PatchResult.Gone.class, patch(workloads, seen, 3));
    }

    @Test
    void faultsComeAsOrdered() {
        SimulatedWorkloads workloads = workloads(WorkloadFaults.next(
                PatchFault.NOT_SENT, PatchFault.CONFLICT, PatchFault.CALL_FAILS, PatchFault.RESPONSE_LOST));
        Manifest seen = cluster.deployment("cart", 0, "", "");
        assertInstanceOf(PatchResult.Unknown.class, patch(workloads, seen, 2));
        assertInstanceOf(PatchResult.Conflict.class, patch(workloads, seen, 2));
        assertThrows(TransientFailure.class, () -> patch(workloads, seen, 2));
        assertEquals(0, replicas());
        assertInstanceOf(PatchResult.Unknown.class, patch(workloads, seen, 2));
        assertEquals(2, replicas());
    }

    @Test
    void aLateViewIsNotBehindOurOwnChanges() {
        SimulatedWorkloads workloads = workloads(WorkloadFaults.NONE.withLag(Duration.ofSeconds(30)));
        Manifest seen = cluster.deployment("cart", 0, "", "");
        ClusterView view = workloads.view(Set.of(ResourceKind.DEPLOYMENTS), "shop");
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'replicas':1}}");
        assertEquals(seen.resourceVersion(), find(view).resourceVersion());
        patch(workloads, cluster.get(Resources.DEPLOYMENTS, "cart"), 2);
        assertEquals(2, find(view).number(0, "spec", "replicas"));
        cluster.advance(29);
        assertEquals(2, find(view).number(0, "spec", "replicas"));
        assertEquals(2, find(view).number(0, "metadata", "generation") - 1);
    }

    private static Manifest find(ClusterView view) {
        return view.find(ResourceKind.DEPLOYMENTS, "shop", "cart").orElseThrow();
    }

    @Test
    void viewsAreSharedAndKnowOnlyTheirKinds() {
        SimulatedWorkloads workloads = workloads(WorkloadFaults.NONE);
        ClusterView view = workloads.view(Set.of(ResourceKind.NODES, ResourceKind.PODS), "shop");
        assertEquals(view, workloads.view(Set.of(ResourceKind.PODS, ResourceKind.NODES), "shop"));
        assertEquals(1, view.list(ResourceKind.NODES).size());
        assertThrows(IllegalArgumentException.class, () -> view.list(ResourceKind.JOBS));
        cluster.kubernetes.apiServerAway(true);
        assertThrows(TransientFailure.class, () -> view.list(ResourceKind.NODES));
    }

    @Test
    void tellsOfChanges() {
        int[] told = {0};
        workloads(WorkloadFaults.NONE).onChange(() -> told[0]++);
        cluster.deployment("cart", 0, "", "");
        assertTrue(told[0] > 0);
    }

    @Test
    void evictsOnlyTheVeryPodAndNamesTheBudgetInTheWay() {
        SimulatedWorkloads workloads = workloads(WorkloadFaults.NONE);
        cluster.deployment("cart", 1, "", "");
        cluster.create(
                Resources.POD_DISRUPTION_BUDGETS,
                "{'metadata':{'name':'keep','namespace':'shop'},'spec':{'maxUnavailable':0,"
                        + "'selector':{'matchLabels':{'app':'cart'}}}}");
        cluster.untilRolledOut("cart").advance(1);
        Manifest pod = cluster.pods("cart").get(0);
        EvictionResult.Blocked blocked =
                assertInstanceOf(EvictionResult.Blocked.class, workloads.evict("shop", pod.name(), pod.uid()));
        assertTrue(blocked.message().contains("The disruption budget keep needs 1 healthy pods"), blocked.message());
        assertInstanceOf(EvictionResult.Evicted.class, workloads.evict("shop", pod.name(), "another"));
        workloads.deletePod("shop", pod.name(), "another");
        assertEquals(1, cluster.pods("cart").size());
        workloads.deletePod("shop", pod.name(), pod.uid());
        cluster.advance(30);
        assertTrue(!cluster.pods("cart").get(0).uid().equals(pod.uid()));
    }
}
