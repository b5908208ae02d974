package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.SYSTEM;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.moved;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.nodes;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.pool;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.retire;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.setBudget;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.there;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.withoutAgents;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.writes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.NodeInvariants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Retiring a pool in virtual time, to its end. */
class RetirePoolTest {
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
}
