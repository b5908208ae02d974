package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvailabilityWatchTest {
    private static final String NEW_IMAGE =
            "{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'cart:2'}]}}}}";

    private final TestCluster cluster = new TestCluster().nodes("blue", 3);
    private final AvailabilityWatch watch = AvailabilityWatch.over(cluster.kubernetes);

    private void shop(int replicas, String strategy) {
        cluster.deployment("cart", replicas, strategy, "");
        cluster.create(
                Resources.SERVICES,
                "{'metadata':{'name':'cart','namespace':'shop'},'spec':{'selector':{'app':'cart'},'ports':[{'port':80}]}}");
        cluster.untilRolledOut("cart").advance(1);
    }

    @Test
    void aRolloutStaysWithinItsStrategy() {
        shop(4, "");
        cluster.merge(Resources.DEPLOYMENTS, "cart", NEW_IMAGE);
        cluster.untilRolledOut("cart").advance(5);

        assertEquals(List.of(), watch.violations());
        assertEquals(3, watch.workloads().get(0).lowest());
        assertEquals(3, watch.workloads().get(0).allowed());
        assertEquals(3, watch.services().iterator().next().lowest());
    }

    @Test
    void seesPodsThatSomebodyTakesAway() {
        shop(2, "");
        cluster.pods("cart")
                .forEach(pod -> cluster.api.delete(Resources.PODS, "shop", pod.name(), DeleteOptions.DEFAULT));
        cluster.advance(30);

        List<AvailabilityWatch.Violation> violations = watch.violations();
        assertEquals("Deployment shop/cart", violations.get(0).what());
        assertEquals(1, violations.get(0).seen());
        assertEquals(2, violations.get(0).allowed());
        assertTrue(violations.stream().anyMatch(violation -> violation.what().equals("Service shop/cart")));
        watch.reset();
        assertEquals(List.of(), watch.violations());
        assertEquals(2, watch.workloads().get(0).lowest());
    }

    @Test
    void recreateMayTakeEverythingAway() {
        shop(2, ",'strategy':{'type':'Recreate'}");
        cluster.merge(Resources.DEPLOYMENTS, "cart", NEW_IMAGE);
        cluster.untilRolledOut("cart");
        assertEquals(List.of(), watch.violations());
        assertEquals(0, watch.workloads().get(0).lowest());
    }

    @Test
    void growingIsNoViolation() {
        shop(1, "");
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'replicas':6}}");
        cluster.untilRolledOut("cart");
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'replicas':2}}");
        cluster.advance(30);
        assertEquals(List.of(), watch.violations());
    }

    @Test
    void seesNodesCordonedUnderPodsThatStay() {
        shop(3, "");
        NodeInvariants nodes =
                NodeInvariants.over(cluster.kubernetes, pod -> pod.labels().containsKey("moved"));
        for (String node : cluster.kubernetes.nodesOf("blue")) {
            cluster.api.patch(
                    Resources.NODES,
                    "",
                    node,
                    Subresource.NONE,
                    new Patch(Patch.Type.MERGE, TestCluster.tree("{'spec':{'unschedulable':true}}")));
        }
        Manifest pod = cluster.pods("cart").get(0);
        assertTrue(nodes.violations().stream().anyMatch(violation -> violation.contains("pod shop/" + pod.name())));
        assertEquals(
                "All 3 nodes were unschedulable after gke-blue-002 was cordoned.",
                nodes.violations().get(nodes.violations().size() - 1));
    }

    @Test
    void knowsWhoWroteOutsideTheSelection() {
        shop(1, "");
        assertEquals(
                2,
                cluster.kubernetes
                        .writeLog()
                        .outside(TestCluster.USER, entry -> entry.namespace().equals("other"))
                        .size());
        assertEquals(
                List.of(),
                cluster.kubernetes
                        .writeLog()
                        .outside(TestCluster.USER, entry -> entry.namespace().equals("shop")));
    }
}
