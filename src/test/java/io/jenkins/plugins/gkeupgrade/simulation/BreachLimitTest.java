package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.Safeguards;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The circuit breaker over all waves of a run, and what a run does with breaches when several waves are under way. */
class BreachLimitTest {
    /** In front of a and b. */
    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {selector: {tier: web}, ports: [{port: 80}]}
            """;

    private static String web(String name, int replicas) {
        return deployment(name, replicas, "")
                .replace(
                        "{labels: {app: " + name + "}, annotations",
                        "{labels: {app: " + name + ", tier: web}, annotations");
    }

    private static Twin shop() {
        return Twin.withGreenPool()
                .apply(web("a", 2) + web("b", 3) + deployment("c", 2, "") + SERVICE)
                .settle();
    }

    private static Twin unlucky() {
        Twin twin = shop();
        Mishap.allBlink(twin, "a", "a", "b");
        Mishap.allBlink(twin, "b", "a", "b");
        return twin;
    }

    private static OptInRequest warning(int limit) {
        return optIn(SHOP, 1, "").with(Safeguards.of("warn", limit));
    }

    private static long breaches(Map<String, Object> details, String what) {
        return ((List<?>) details.get("breaches"))
                .stream().filter(b -> what.equals(((Map<?, ?>) b).get("what"))).count();
    }

    @Test
    void aServiceThatIsLostInTwoWavesIsToldAndCountedTwice() {
        Twin twin = unlucky();
        Outcome outcome = twin.driver().run(warning(0));
        assertEquals(2, breaches(outcome.details(), "Service shop/web"), outcome.summary());
        assertEquals(1, breaches(outcome.details(), "Deployment shop/a"), outcome.summary());
        for (int wave = 1; wave <= 2; wave++) {
            String start = "WARNING: wave " + wave + ": Service shop/web had 0 of at least 1 ready endpoint";
            assertEquals(1, twin.log.stream().filter(l -> l.startsWith(start)).count(), start);
        }
        Failed failed = assertThrows(Failed.class, () -> unlucky().driver().run(warning(4)));
        assertTrue(failed.getMessage().startsWith("Wave 2 lost availability: "), failed.getMessage());
        assertTrue(failed.getMessage().contains("4 breaches over all waves (breachLimit: 4)"), failed.getMessage());
    }

    @Test
    void theRowsOfAStoppedRunNameThoseThatStoppedIt() {
        Failed failed = assertThrows(Failed.class, () -> unlucky().driver().run(warning(4)));
        Map<?, ?> b = (Map<?, ?>) ((List<?>) failed.details().get("workloads")).get(1);
        assertEquals("b", b.get("name"));
        assertEquals("FAILED", b.get("verdict"));
    }

    @Test
    void theCountSurvivesARestartAtAnyLook() {
        StageDriver undisturbed = unlucky().driver();
        Failed end = assertThrows(Failed.class, () -> undisturbed.run(warning(4)));
        for (int when = 1; when <= undisturbed.ticks(); when++) {
            StageDriver.Kill kill = StageDriver.Kill.hardAt(when);
            Failed same = assertThrows(Failed.class, () -> unlucky().driver().run(warning(4), kill));
            assertEquals(end.getMessage(), same.getMessage(), "restarted at look " + when);
        }
    }

    @Test
    void aNewRunGoesOnAndCountsAnew() {
        Twin twin = unlucky();
        assertThrows(Failed.class, () -> twin.driver().run(warning(4)));
        Outcome again = twin.driver().run(warning(1));
        assertEquals(Verdict.PASSED, again.verdict(), again.summary());
        assertEquals(Map.of("a on green", 2, "b on green", 3, "c on green", 2), twin.placement());
    }

    /** Two runs were stopped, each with a wave under way; what they left loses availability while a third one watches. */
    private static Twin twoWavesUnderWay() {
        Twin twin = shop();
        for (String name : List.of("a", "b")) {
            Selection one = Selection.of("shop", "", List.of(name), List.of());
            StageDriver driver = twin.driver().stopAt("waiting for wave 1");
            assertThrows(StageDriver.Stopped.class, () -> driver.run(optIn(one, 1, "")));
        }
        return twin;
    }

    private static StageDriver losingBoth(Twin twin) {
        AtomicBoolean lost = new AtomicBoolean();
        return twin.driver().onWait(waitingFor -> {
            if (!lost.getAndSet(true)) {
                Mishap.allBlinkNow(twin, "a", "b");
            }
        });
    }

    @Test
    void breachesOfSeveralWavesUnderWayAreCountedTogether() {
        Twin twin = twoWavesUnderWay();
        Failed failed = assertThrows(Failed.class, () -> losingBoth(twin).run(warning(3)));
        assertTrue(failed.getMessage().contains("3 breaches over all waves (breachLimit: 3)"), failed.getMessage());
        for (String what : List.of("Deployment shop/a", "Deployment shop/b", "Service shop/web")) {
            assertEquals(1, breaches(failed.details(), what), what);
        }
    }

    @Test
    void allThatIsUnderWayGoesBack() {
        Twin twin = twoWavesUnderWay();
        Failed failed = assertThrows(Failed.class, () -> losingBoth(twin).run(optIn(SHOP, 1, "")));
        assertTrue(
                failed.getMessage().contains("(Deployment shop/a, Deployment shop/b) is running as before"),
                failed.getMessage());
        assertEquals(Map.of("a on blue", 2, "b on blue", 3, "c on blue", 2), twin.placement());
    }

    @Test
    void stopLeavesAllThatIsUnderWayAndANewRunGoesOn() {
        Twin twin = twoWavesUnderWay();
        OptInRequest stopping = optIn(SHOP, 1, "").with(Safeguards.of("stop", 0));
        Failed failed = assertThrows(Failed.class, () -> losingBoth(twin).run(stopping));
        assertTrue(failed.getMessage().contains("Nothing was rolled back (onBreach: 'stop')"), failed.getMessage());
        twin.settle();
        assertEquals(Map.of("a on green", 2, "b on green", 3, "c on blue", 2), twin.placement());
        assertEquals(Verdict.PASSED, twin.driver().run(stopping).verdict());
        assertEquals(2, twin.placement().get("c on green"));
    }
}
