package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.rollback;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.verify;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyState;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the steps tell of each workload, whatever their end. */
class WorkloadRowsTest {
    private static final String BLUE = "blue " + Twin.OLD;
    private static final String GREEN = "green " + Twin.NEW;
    private static final String CRASHES_ON_GREEN = "simulation.gke-upgrade.jenkins.io/fault: crash-loop,"
            + " simulation.gke-upgrade.jenkins.io/fault-on-pool: green";

    private static Map<String, Map<?, ?>> rows(Map<String, Object> details) {
        Map<String, Map<?, ?>> byName = new LinkedHashMap<>();
        for (Object row : (List<?>) details.get("workloads")) {
            byName.put(((Map<?, ?>) row).get("name").toString(), (Map<?, ?>) row);
        }
        return byName;
    }

    private static Map<String, Object> verdicts(Map<String, Object> details) {
        Map<String, Object> verdicts = new LinkedHashMap<>();
        rows(details).forEach((name, row) -> verdicts.put(name, row.get("verdict")));
        return verdicts;
    }

    private static Twin shop() {
        return Twin.withGreenPool()
                .apply(deployment("cart", 3, "") + deployment("front", 2, ""))
                .settle();
    }

    @Test
    void anOptInTellsFromWhereToWhereAndHowLong() {
        Twin twin = shop();
        Map<?, ?> first = rows(twin.driver().run(optIn(SHOP, 5, "")).details()).get("cart");
        assertEquals(BLUE, first.get("from"));
        assertEquals(GREEN, first.get("to"));
        assertEquals("PASSED", first.get("verdict"));
        long seconds = (long) first.get("durationSeconds");
        assertTrue(seconds > 0 && seconds < 600, seconds + " s");

        Map<?, ?> again = rows(twin.driver().run(optIn(SHOP, 5, "")).details()).get("cart");
        assertEquals(BLUE, again.get("from"));
        assertTrue(again.get("reason").toString().startsWith("had opted in before"), again.toString());
        assertFalse(again.containsKey("durationSeconds"), "this run did not move it");
    }

    @Test
    void durationsSurviveARestart() {
        Twin twin = Twin.withGreenPool()
                .apply(deployment("a", 2, "") + deployment("b", 2, "") + deployment("c", 2, ""))
                .settle();
        int looks = twin.driver().ticks();
        StageDriver driver = twin.driver();
        Outcome outcome = driver.run(optIn(SHOP, 1, ""), StageDriver.Kill.softAt(looks + 40));
        rows(outcome.details())
                .forEach((name, row) -> assertTrue(row.get("durationSeconds") instanceof Long, row.toString()));
    }

    @Test
    void aWaveThatFailsIsToldWorkloadByWorkload() {
        Twin twin = Twin.withGreenPool()
                .apply(deployment("a-good", 2, "")
                        + deployment("b-good", 2, "")
                        + deployment("c-bad", 2, CRASHES_ON_GREEN)
                        + deployment("d-never", 2, ""))
                .settle();
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(optIn(SHOP, 2, "")));
        assertEquals(
                Map.of("a-good", "PASSED", "b-good", "ROLLED_BACK", "c-bad", "FAILED", "d-never", "PLANNED"),
                verdicts(failed.details()));
        String reason = rows(failed.details()).get("c-bad").get("reason").toString();
        assertTrue(reason.contains("CrashLoopBackOff") && reason.endsWith("; went back"), reason);
    }

    @Test
    void aWaveThatFailsAndStaysIsToldWorkloadByWorkload() {
        Twin twin = Twin.withGreenPool()
                .apply(deployment("a-good", 2, "") + deployment("b-bad", 2, CRASHES_ON_GREEN))
                .settle();
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(optIn(SHOP, 2, "stop")));
        assertEquals(Map.of("a-good", "PASSED", "b-bad", "FAILED"), verdicts(failed.details()));
    }

    @Test
    void aDryRunTellsWhatWouldMove() {
        Outcome outcome = shop().driver().run(OptInRequest.of("1.33", "", SHOP, 5, true, "", 60));
        assertEquals(Map.of("cart", "PLANNED", "front", "PLANNED"), verdicts(outcome.details()));
        assertEquals(BLUE, rows(outcome.details()).get("cart").get("from"));
    }

    @Test
    void aRollbackTellsTheWayBack() {
        Twin twin = shop();
        twin.driver().run(optIn(SHOP, 5, ""));
        Map<?, ?> cart = rows(twin.driver().run(rollback(SHOP)).details()).get("cart");
        assertEquals("ROLLED_BACK", cart.get("verdict"));
        assertEquals(GREEN, cart.get("from"));
        assertEquals(BLUE, cart.get("to"));
        assertTrue(cart.get("durationSeconds") instanceof Long, cart.toString());
    }

    @Test
    void aVerificationTellsWhereEachIs() {
        Twin twin = shop();
        twin.driver().run(optIn(SHOP, 5, ""));
        twin.apply(deployment("stays", 2, ""));
        Outcome outcome = twin.driver().run(verify(SHOP));
        assertEquals(Map.of("cart", "PASSED", "front", "PASSED", "stays", "FAILED"), verdicts(outcome.details()));
        assertEquals(GREEN, rows(outcome.details()).get("cart").get("to"));
    }

    @Test
    void aVerificationThatCannotTellStillTellsWhatItSaw() {
        Twin twin = shop();
        twin.driver().run(optIn(SHOP, 5, ""));
        twin.api()
                .patch(
                        Resources.DEPLOYMENTS,
                        "shop",
                        "cart",
                        Subresource.NONE,
                        new Patch(Patch.Type.MERGE, Map.of("spec", Map.of("replicas", 9))));
        Stage<VerifyState> stage = verify(SHOP).stage();
        VerifyState state = stage.begin(twin.timeline.now());
        for (int look = 0; look < 2; look++) {
            state = ((Tick.Again<VerifyState>) stage.advance(state, twin.world())).state();
        }
        Outcome outcome = stage.onTimeout(state, "waiting for a pod");
        assertEquals(Verdict.INCONCLUSIVE, outcome.verdict());
        assertEquals(Map.of("cart", "INCONCLUSIVE", "front", "PASSED"), verdicts(outcome.details()));
        assertEquals(1L, outcome.details().get("passed"));
        assertEquals(0L, outcome.details().get("durationSeconds"));
        assertEquals(verdicts(outcome.details()), verdicts(stage.detailsSoFar(state)));
    }
}
