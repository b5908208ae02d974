package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.rollback;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.verify;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.SYSTEM;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.moved;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.nodes;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.pool;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.retire;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.settings;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.there;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgradeRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.pool.TaintedPoolRequest;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireRequest;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyRequest;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ScriptedFaults;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.NodeInvariants;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Retiring a pool in virtual time: what it does, what it refuses, and what it puts back. */
class RetirePoolTest {
    private static List<String> writes(Twin twin) {
        return twin.kubernetes.writeLog().entries(e -> e.caller().equals(Twin.STEPS) && e.changed()).stream()
                .map(e -> e.namespace() + "/" + e.name())
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void emptiesKeepsAndDeletesThePool() {
        Twin twin = moved();
        Map<String, Object> templates = twin.templates();
        AvailabilityWatch availability = AvailabilityWatch.over(twin.kubernetes);
        NodeInvariants nodes = NodeInvariants.over(twin.kubernetes, SYSTEM);
        int writes = writes(twin).size();
        Instant begin = twin.timeline.now();
        StageDriver driver = twin.driver();

        Outcome outcome = driver.run(retire("30m", true));

        assertEquals(Verdict.PASSED, outcome.verdict());
        assertFalse(there(twin, "blue"));
        assertEquals(List.of(), nodes(twin, "blue"));
        assertEquals(List.of(), pool(twin, "green").taints(), "the opt-in taint is dropped");
        assertEquals(Twin.TAINT.value(), pool(twin, "green").labels().get(Twin.TAINT.key()), "its label is needed");
        assertEquals(
                Map.of("cart on green", 3, "front on green", 2, "kube-dns on green", 2),
                withoutAgents(twin.placement()));
        assertEquals(templates, twin.templates(), "no template was changed, so no pod restarted");
        assertEquals(
                List.of(),
                availability.violations().stream()
                        .filter(v -> v.what().contains("shop/") || v.what().startsWith("Service") || v.seen() < 1)
                        .toList(),
                "nobody of the shop has less, and the system as its budget allows");
        assertEquals(List.of(), nodes.violations());
        assertTrue(Duration.between(begin, twin.timeline.now()).compareTo(Duration.ofMinutes(32)) > 0);
        assertEquals(2, outcome.details().get("evicted"));
        assertEquals(
                List.of("Deployment shop/cart", "Deployment shop/front"),
                outcome.details().get("optedIn"));
        assertTrue(driver.waits().stream().anyMatch(w -> w.startsWith("keeping the empty pool blue until ")));
        assertTrue(writes(twin).size() > writes);
    }

    private static Map<String, Integer> withoutAgents(Map<String, Integer> placement) {
        placement.keySet().removeIf(k -> k.startsWith("agent"));
        return placement;
    }

    @Test
    void aPoolThatIsGoneIsDoneAndItsSuccessorIsStillNormalised() {
        Twin twin = moved();
        twin.driver().run(retire("0", true));
        int before = twin.gke.log().writes().size();
        Outcome again = twin.driver().run(retire("0", true));
        assertEquals(Verdict.PASSED, again.verdict());
        assertEquals(false, again.details().get("deleted"));
        assertTrue(again.summary().startsWith("There is no pool blue in cluster prod (it has green)"), again.summary());
        assertEquals(before, twin.gke.log().writes().size());
    }

    @Test
    void asksGkeToHonourBudgetsWhenItDeletes() {
        Twin twin = moved();
        boolean[] respected = new boolean[1];
        twin.driver()
                .onWait(w -> respected[0] |= there(twin, "blue")
                        && twin.gke.api("tests").respectsBudgetsOnDeletion(Twin.REF, "blue")
                        && pool(twin, "blue").status().equals("STOPPING"))
                .run(retire("0", true));
        assertTrue(respected[0]);
    }

    @Test
    void refusesWhileSomebodyHasNotMovedAndNamesThemByTeam() {
        Twin twin = moved();
        twin.apply(deployment("late", 2, "")
                        .replace("labels: {app: late}}\nspec", "labels: {app: late, team: basket}}\nspec"))
                .settle();
        Map<String, Object> before = settings(twin);
        int writes = twin.kubernetes
                .writeLog()
                .entries(e -> e.caller().equals(Twin.STEPS))
                .size();
        Refused e = assertThrows(Refused.class, () -> twin.driver().run(retire("0", true)));
        assertTrue(
                e.getMessage()
                        .contains("2 pods of workloads that have not moved run there (team basket: Deployment"
                                + " shop/late)"),
                e.getMessage());
        assertEquals(before, settings(twin));
        assertEquals(
                writes,
                twin.kubernetes
                        .writeLog()
                        .entries(w -> w.caller().equals(Twin.STEPS))
                        .size());
        assertTrue(e.details().get("workloads").toString().contains("name=late"), e.details()::toString);
    }

    @Test
    void refusesTheOnlyPoolThatTakesPodsWithoutAToleration() {
        Twin twin = moved();
        Refused e = assertThrows(Refused.class, () -> twin.driver().run(retire("0", false)));
        assertTrue(e.getMessage().contains("only pool that takes pods without a toleration"), e.getMessage());
        assertTrue(e.getMessage().contains("normalise: true"), e.getMessage());
    }

    @Test
    void refusesBarePods() {
        Twin twin = moved(deployment("cart", 2, "") + """
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: debug, namespace: shop, labels: {team: search}}
                        spec: {containers: [{name: main, image: "registry.example/debug:1"}]}
                        """);
        Refused e = assertThrows(Refused.class, () -> twin.driver().run(retire("0", true)));
        assertTrue(e.getMessage().contains("nothing would make again"), e.getMessage());
        assertTrue(e.getMessage().contains("team search: Pod shop/debug"), e.getMessage());
    }

    @Test
    void refusesACronJobThatWouldHaveNowhereToRun() {
        Twin twin = moved();
        twin.apply("""
                ---
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: report, namespace: shop}
                spec:
                  schedule: "0 3 1 1 *"
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: Never
                          nodeSelector: {cloud.google.com/gke-nodepool: blue}
                          containers: [{name: main, image: "registry.example/report:1"}]
                """);
        Refused e = assertThrows(Refused.class, () -> twin.driver().run(retire("0", true)));
        assertTrue(e.getMessage().contains("no team: CronJob shop/report"), e.getMessage());
    }

    @Test
    void refusesTheNewestOptInPoolUnlessAsked() {
        Twin twin = Twin.withGreenPool().apply(deployment("cart", 2, "")).settle();
        Refused e = assertThrows(
                Refused.class, () -> twin.driver().run(RetireRequest.of("green", "", "", "0", false, false, 60)));
        assertTrue(e.getMessage().contains("newest"), e.getMessage());
        twin.driver().run(RetireRequest.of("", Twin.NEW.toString(), "", "0", false, true, 60));
        assertFalse(there(twin, "green"));
    }

    @Test
    void waitsForABudgetAndNamesIt() {
        Twin twin = moved(deployment("cart", 2, "") + RetireWorld.DNS);
        setBudget(twin, 0);
        boolean[] lifted = new boolean[1];
        StageDriver driver = twin.driver();
        driver.onWait(w -> {
            if (w.contains("disruption budget kube-dns") && driver.waits().size() > 20) {
                lifted[0] = true;
                setBudget(twin, 1);
            }
        });
        assertEquals(Verdict.PASSED, driver.run(retire("0", true)).verdict());
        assertTrue(lifted[0], driver.waits()::toString);
        assertFalse(there(twin, "blue"));
    }

    private static void setBudget(Twin twin, int maxUnavailable) {
        twin.api()
                .patch(
                        Resources.POD_DISRUPTION_BUDGETS,
                        "kube-system",
                        "kube-dns",
                        Subresource.NONE,
                        new Patch(Patch.Type.MERGE, Map.of("spec", Map.of("maxUnavailable", maxUnavailable))));
        twin.timeline.advance(Duration.ofSeconds(5));
    }

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
    void nodesThatAppearMeanwhileAreEmptiedToo() {
        Twin twin = moved();
        boolean[] grown = new boolean[1];
        int[] most = new int[1];
        Outcome outcome = twin.driver()
                .onWait(w -> {
                    most[0] = Math.max(most[0], nodes(twin, "blue").size());
                    if (w.startsWith("keeping") && !grown[0]) {
                        grown[0] = true;
                        twin.gke.api("somebody").resizePool(Twin.REF, "blue", 6);
                    }
                })
                .run(retire("30m", true));
        assertEquals(Verdict.PASSED, outcome.verdict());
        assertEquals(6, most[0]);
        assertFalse(there(twin, "blue"));
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

    /** The second upgrade starts from a pool without the taint, and from templates that still select it. */
    @Test
    void twoUpgradesInARow() {
        Twin twin = moved();
        twin.driver().run(retire("0", true));
        twin.driver().run(MasterUpgradeRequest.of(Twin.NEXT.toString(), 2, 60));
        Outcome made = twin.driver().run(TaintedPoolRequest.of(Twin.NEXT.toString(), "", "", null, null, "", 60));
        assertEquals("green", made.details().get("from"));
        String next = made.details().get("pool").toString();
        assertEquals(
                Map.of(Twin.TAINT.key(), Twin.NEXT.toString()), pool(twin, next).labels());
        assertEquals(
                List.of(new OptInTaint(Twin.TAINT.key(), Twin.NEXT).taint()),
                pool(twin, next).taints());

        AvailabilityWatch availability = AvailabilityWatch.over(twin.kubernetes);
        OptInRequest move = OptInRequest.of(Twin.NEXT.toString(), "", SHOP, 5, false, "", 60);
        assertEquals(
                List.of("Deployment shop/cart", "Deployment shop/front"),
                twin.driver().run(move).details().get("moved"));
        assertEquals(
                Verdict.PASSED,
                twin.driver()
                        .run(VerifyRequest.of(Twin.NEXT.toString(), "", SHOP, 30))
                        .verdict());
        Outcome retired = twin.driver().run(RetireRequest.of("", Twin.NEW.toString(), "", "0", true, false, 60));

        assertEquals("green", retired.details().get("pool"));
        assertEquals(
                Map.of("cart on " + next, 3, "front on " + next, 2, "kube-dns on " + next, 2),
                withoutAgents(twin.placement()));
        assertEquals(
                List.of(),
                availability.violations().stream()
                        .filter(v -> v.what().contains("shop/"))
                        .toList());
        Manifest cart = twin.api().get(Resources.DEPLOYMENTS, "shop", "cart");
        assertEquals(1, cart.list("spec", "template", "spec", "tolerations").size(), "the old toleration is gone");
    }

    /** All steps of a Pipeline that ran to its end find everything done when it is run again. */
    @Test
    void theWholeUpgradeRunAgainChangesNothing() {
        Twin twin = moved();
        twin.driver().run(retire("0", true));
        int gke = twin.gke.log().writes().size();
        int kubernetes = writes(twin).size();
        Outcome made = twin.driver().run(TaintedPoolRequest.of(Twin.NEW.toString(), "", "", null, null, "", 60));
        assertEquals("green", made.details().get("pool"));
        assertEquals(List.of(), twin.driver().run(optIn(SHOP, 5, "")).details().get("moved"));
        assertEquals(Verdict.PASSED, twin.driver().run(verify(SHOP)).verdict());
        twin.driver().run(retire("0", true));
        assertEquals(gke, twin.gke.log().writes().size());
        assertEquals(kubernetes, writes(twin).size());
    }

    @Test
    void aServiceWhoseTrafficStaysOnItsNodeIsNotLeftWithoutAnotherNode() {
        Twin twin = moved(deployment("cart", 2, "") + RetireWorld.system("edge", 1) + """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: edge, namespace: kube-system}
                spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: edge}, ports: [{port: 80}]}
                """);
        boolean[] scaled = new boolean[1];
        Outcome outcome = twin.driver()
                .onWait(w -> {
                    if (w.contains(
                                    "only ready endpoint of Service kube-system/edge, whose externalTrafficPolicy is Local;"
                                            + " scale its workload to 2")
                            && !scaled[0]) {
                        scaled[0] = true;
                        twin.api()
                                .patch(
                                        Resources.DEPLOYMENTS,
                                        "kube-system",
                                        "edge",
                                        Subresource.NONE,
                                        new Patch(Patch.Type.MERGE, Map.of("spec", Map.of("replicas", 2))));
                    }
                })
                .run(retire("0", true));
        assertEquals(Verdict.PASSED, outcome.verdict());
        assertTrue(scaled[0]);
        assertEquals(2, twin.placement().get("edge on green"));
    }

    /** Pods of a DaemonSet go with their nodes, and nobody evicts them: what they serve must be served elsewhere before. */
    @Test
    void aServiceInFrontOfADaemonSetIsNotLeftWithoutEndpoints() {
        String behind = RetireWorld.AGENT + """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: agent, namespace: kube-system}
                spec: {selector: {app: agent}, ports: [{port: 80}]}
                """;
        Twin everywhere = moved(deployment("cart", 2, "") + behind);
        assertEquals(Verdict.PASSED, everywhere.driver().run(retire("0", true)).verdict());

        Twin onBlue = moved(deployment("cart", 2, "")
                + behind.replace(
                        "      tolerations:",
                        "      nodeSelector: {cloud.google.com/gke-nodepool: blue}\n      tolerations:"));
        Map<String, Object> before = settings(onBlue);
        Failed e = assertThrows(Failed.class, () -> onBlue.driver().run(retire("0", true)));
        assertTrue(
                e.getMessage().contains("of Service kube-system/agent, which only pods of a DaemonSet"),
                e.getMessage());
        onBlue.timeline.advance(Duration.ofMinutes(1));
        assertEquals(before, settings(onBlue));
    }

    @Test
    void nodesLeaveTheLoadBalancersBeforeTheyGo() {
        Twin twin = moved();
        Instant[] out = new Instant[1];
        Instant[] deleted = new Instant[1];
        twin.driver()
                .onWait(w -> {
                    boolean all = nodes(twin, "blue").stream()
                            .allMatch(n ->
                                    n.labels().containsKey("node.kubernetes.io/exclude-from-external-load-balancers"));
                    if (all && out[0] == null) {
                        out[0] = twin.timeline.now();
                    }
                    boolean deleting =
                            there(twin, "blue") && pool(twin, "blue").status().equals("STOPPING");
                    if (deleting && deleted[0] == null) {
                        deleted[0] = twin.timeline.now();
                    }
                })
                .run(retire("0", true));
        assertTrue(Duration.between(out[0], deleted[0]).compareTo(Duration.ofMinutes(2)) >= 0);
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

    @Test
    void aRollbackAfterwardsDoesNoHarm() {
        Twin twin = moved();
        twin.driver().run(retire("0", true));
        assertEquals(Verdict.PASSED, twin.driver().run(rollback(SHOP)).verdict());
    }
}
