package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.SYSTEM;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.moved;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.nodes;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.retire;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.setBudget;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ScriptedFaults;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.NodeInvariants;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What retiring a pool puts back when it does not come to its end. */
class RetirePutBackTest {
    @Test
    void putsEverythingBackWhenItsTimeIsUp() {
        Twin twin = moved(deployment("cart", 2, "") + RetireWorld.DNS);
        Map<String, Object> before = settings(twin);
        setBudget(twin, 0);
        Failed e = assertThrows(Failed.class, () -> twin.driver().run(retire("0", true)));
        assertTrue(
                e.getMessage().startsWith("Timed out after 1 h, waiting to evict Deployment kube-system/kube-dns"),
                e.getMessage());
        assertTrue(e.getMessage().contains("The disruption budget kube-dns needs"), e.getMessage());
        twin.timeline.advance(Duration.ofMinutes(1));
        assertEquals(before, settings(twin));
    }

    @Test
    void stoppingItWhileThePoolIsKeptPutsEverythingBack() {
        Twin twin = moved();
        Map<String, Object> before = settings(twin);
        Failed e = assertThrows(
                Failed.class,
                () -> twin.driver().stopAt("keeping the empty pool").run(retire("2h", true)));
        assertTrue(e.getMessage().startsWith("The step was stopped. Its nodes are as they were."), e.getMessage());
        twin.timeline.advance(Duration.ofMinutes(1));
        assertEquals(before, settings(twin));
    }

    /** As after a time limit around the step, when its putting back goes on in the background. */
    @Test
    void aRunThatIsStoppedLeavesThePoolToTheNextOne() {
        Twin twin = moved();
        StageDriver stopped = twin.driver().stopAt("keeping the empty pool");
        List<Map<String, Object>> kept = new ArrayList<>();
        stopped.onWait(w -> {
            if (w.startsWith("putting back: waiting for") && kept.isEmpty()) {
                StageDriver next = twin.driver().onWait(v -> {
                    if (v.startsWith("keeping the empty pool")) {
                        kept.add(settings(twin));
                        throw new Interrupted();
                    }
                });
                assertThrows(Interrupted.class, () -> next.run(retire("2h", true)));
            }
        });
        Failed e = assertThrows(Failed.class, () -> stopped.run(retire("2h", true)));
        assertTrue(
                e.getMessage().startsWith("The step was stopped. A newer run of the step is at pool blue"),
                e.getMessage());
        twin.timeline.advance(Duration.ofMinutes(10));
        assertEquals(kept, List.of(settings(twin)));
    }

    /** Keeps a run from going on while another one does. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aRollbackWhileThePoolIsKeptIsGivenWayTo() {
        Twin twin = moved();
        Map<String, Object> before = settings(twin);
        StageDriver driver = twin.driver();
        boolean[] done = new boolean[1];
        driver.onWait(w -> {
            if (w.startsWith("keeping") && !done[0]) {
                done[0] = true;
                goBack(twin, "cart");
            }
        });
        Refused e = assertThrows(Refused.class, () -> driver.run(retire("2h", true)));
        assertTrue(e.getMessage().contains("Deployment shop/cart"), e.getMessage());
        twin.timeline.advance(Duration.ofMinutes(1));
        assertEquals(before, settings(twin));
        assertTrue(twin.placement().containsKey("cart on blue"), twin.placement()::toString);
    }

    /** What a rollback does to a template, without waiting for it. */
    private static void goBack(Twin twin, String deployment) {
        Map<String, Object> podSpec = new HashMap<>();
        podSpec.put("affinity", null);
        podSpec.put("tolerations", null);
        podSpec.put("nodeSelector", Map.of("cloud.google.com/gke-nodepool", "blue"));
        twin.api()
                .patch(
                        Resources.DEPLOYMENTS,
                        "shop",
                        deployment,
                        Subresource.NONE,
                        new Patch(Patch.Type.MERGE, Map.of("spec", Map.of("template", Map.of("spec", podSpec)))));
    }

    @Test
    void neverUncordonsANodeThatSomebodyElseCordoned() {
        Twin twin = moved();
        String theirs = nodes(twin, "blue").get(1).name();
        RetireWorld.cordon(twin, theirs);
        Map<String, Object> before = settings(twin);
        assertThrows(
                Failed.class,
                () -> twin.driver().stopAt("keeping the empty pool").run(retire("2h", true)));
        twin.timeline.advance(Duration.ofMinutes(1));
        assertEquals(before, settings(twin));
        assertTrue(twin.api().get(Resources.NODES, "", theirs).flag("spec", "unschedulable"));
    }

    @Test
    void anOperationThatFailsEndsInEverythingAsItWas() {
        for (String type : List.of("UPDATE_CLUSTER", "DELETE_NODE_POOL")) {
            Twin twin = moved();
            Map<String, Object> before = settings(twin);
            ScriptedFaults faults = new ScriptedFaults();
            faults.failNext(type, "Internal error.");
            twin.gke.faults(faults);
            Failed e = assertThrows(Failed.class, () -> twin.driver().run(retire("0", true)));
            assertTrue(
                    e.getMessage().contains(type + " of ") && e.getMessage().contains("Internal error."),
                    e.getMessage());
            twin.timeline.advance(Duration.ofMinutes(1));
            assertEquals(before, settings(twin), type);
        }
    }

    @Test
    void whenTheLastNodesElsewhereAreCordonedOursAreGivenBack() {
        Twin twin = moved(deployment("cart", 2, "") + RetireWorld.DNS);
        Map<String, Object> before = settings(twin);
        StageDriver driver = twin.driver();
        driver.onWait(w -> {
            if (w.startsWith("keeping")) {
                nodes(twin, "green").forEach(n -> RetireWorld.cordon(twin, n.name()));
            }
        });
        Refused e = assertThrows(Refused.class, () -> driver.run(retire("2h", true)));
        assertTrue(e.getMessage().contains("no node outside of it is Ready and takes pods any more"), e.getMessage());
        twin.timeline.advance(Duration.ofMinutes(1));
        assertEquals(before, settings(twin));
    }

    @Test
    void twoPoolsThatRetireAtOnceAreNotCountedAsEachOthersRefuge() {
        Twin twin = moved(deployment("cart", 2, "") + RetireWorld.DNS);
        NodeInvariants nodes = NodeInvariants.over(twin.kubernetes, SYSTEM);
        nodes(twin, "green")
                .forEach(n -> twin.api()
                        .patch(
                                Resources.NODES,
                                "",
                                n.name(),
                                Subresource.NONE,
                                new Patch(
                                        Patch.Type.MERGE,
                                        Map.of(
                                                "metadata",
                                                Map.of(
                                                        "annotations",
                                                        Map.of("gke-upgrade.jenkins.io/retiring", "{}"))))));
        Failed e = assertThrows(Failed.class, () -> twin.driver().run(retire("0", true)));
        assertTrue(e.getMessage().contains("whose pool is not being retired as well"), e.getMessage());
        assertEquals(List.of(), nodes.violations());
        assertEquals(
                List.of(),
                nodes(twin, "blue").stream()
                        .filter(n -> n.flag("spec", "unschedulable"))
                        .toList());
    }

    @Test
    void withoutANodeElsewhereNothingIsCordoned() {
        Twin twin = moved(deployment("cart", 2, "") + RetireWorld.DNS);
        nodes(twin, "green").forEach(n -> RetireWorld.cordon(twin, n.name()));
        Map<String, Object> before = settings(twin);
        NodeInvariants nodes = NodeInvariants.over(twin.kubernetes, SYSTEM);
        Failed e = assertThrows(Failed.class, () -> twin.driver().run(retire("0", true)));
        assertTrue(e.getMessage().contains("waiting for a node outside the pool"), e.getMessage());
        assertEquals(List.of(), nodes.violations());
        twin.timeline.advance(Duration.ofMinutes(1));
        assertEquals(before, settings(twin));
    }
}
