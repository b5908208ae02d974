package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.Safeguards;
import io.jenkins.plugins.gkeupgrade.simulation.StageDriver.Kill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What an opt-in does when something of the wave loses availability while it moves, on simulated clusters. */
class BreachTest {
    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: b, namespace: shop}
            spec: {selector: {app: b}, ports: [{port: 80}]}
            """;

    private static Twin shop() {
        return Twin.withGreenPool()
                .apply(deployment("a", 2, "") + deployment("b", 3, "") + deployment("c", 2, "") + SERVICE)
                .settle();
    }

    private static OptInRequest guarded(String onBreach, int limit) {
        return optIn(SHOP, 1, "").with(Safeguards.of(onBreach, limit));
    }

    private static Map<String, Object> row(Map<String, Object> details, String name) {
        return rows(details).stream()
                .filter(row -> name.equals(row.get("name")))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked") // rows are maps with string keys
    private static List<Map<String, Object>> rows(Map<String, Object> details) {
        return (List<Map<String, Object>>) details.get("workloads");
    }

    @Test
    void aMoveWithoutBreachTellsItsFigures() {
        Outcome outcome = shop().driver().run(guarded("", 0));
        assertEquals(3L, row(outcome.details(), "b").get("lowestAvailable"));
        assertEquals(3L, row(outcome.details(), "b").get("allowedAvailable"));
        assertEquals(0L, row(outcome.details(), "b").get("restarts"));
        assertEquals(
                List.of(Map.of("namespace", "shop", "name", "b", "lowestReady", 3L, "allowedReady", 1L)),
                outcome.details().get("services"));
        assertEquals(List.of(), outcome.details().get("breaches"));
        assertEquals(List.of(), outcome.details().get("availabilityGaps"));
        assertTrue(outcome.summary().endsWith("None had less available than it allows itself."), outcome.summary());
    }

    @Test
    void aDaemonSetThatSurgesLosesNothing() {
        String surge = "  updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}";
        Twin twin = Twin.withGreenPool()
                .apply(workload("DaemonSet", "agent", 1, surge, "").replace("  replicas: 1\n", ""))
                .settle();
        Outcome outcome = twin.driver().run(guarded("", 0));
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals(List.of(), outcome.details().get("breaches"));
        Map<String, Object> row = row(outcome.details(), "agent");
        assertEquals(row.get("allowedAvailable"), row.get("lowestAvailable"));
    }

    @Test
    void aMomentThatNoLookFallsIntoTakesTheWaveBack() {
        Twin twin = shop();
        Map<String, Object> before = twin.templates();
        Mishap.blinks(twin, "b", 1);
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(guarded("", 0)));
        assertTrue(
                failed.getMessage().contains("Deployment shop/b had 2 of at least 3 replicas available at 2026-11-02T"),
                failed.getMessage());
        assertEquals(Map.of("a on green", 2, "b on blue", 3, "c on blue", 2), twin.placement());
        assertEquals(before.get("Deployment shop/b"), twin.templates().get("Deployment shop/b"));
        Map<String, Object> row = row(failed.details(), "b");
        assertEquals("FAILED", row.get("verdict"));
        assertEquals(2L, row.get("lowestAvailable"));
        assertEquals(3L, row.get("allowedAvailable"));
        assertEquals(1, ((List<?>) failed.details().get("breaches")).size());
    }

    @Test
    void aServiceWithoutEndpointTakesTheWaveBackToo() {
        Twin twin = shop();
        Mishap.blinks(twin, "b", 3);
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(guarded("rollback", 0)));
        assertTrue(
                failed.getMessage().contains("Service shop/b had 0 of at least 1 ready endpoint"), failed.getMessage());
        assertEquals(Map.of("a on green", 2, "b on blue", 3, "c on blue", 2), twin.placement());
    }

    @Test
    void stopLeavesTheWaveWhereItIs() {
        Twin twin = shop();
        Mishap.blinks(twin, "b", 1);
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(guarded("stop", 0)));
        assertTrue(failed.getMessage().contains("rollbackTolerations"), failed.getMessage());
        assertEquals("FAILED", row(failed.details(), "b").get("verdict"));
        twin.settle();
        assertEquals(Map.of("a on green", 2, "b on green", 3, "c on blue", 2), twin.placement());
    }

    @Test
    void warnTellsAndGoesOn() {
        Twin twin = shop();
        Mishap.blinks(twin, "b", 1);
        Outcome outcome = twin.driver().run(guarded("warn", 0));
        assertEquals(Verdict.PASSED, outcome.verdict());
        assertEquals(Map.of("a on green", 2, "b on green", 3, "c on green", 2), twin.placement());
        assertEquals(
                1,
                twin.log.stream()
                        .filter(line -> line.startsWith("WARNING") && line.contains("shop/b had 2 of at least 3"))
                        .count());
        assertTrue(outcome.summary().contains("Availability was lost: Deployment shop/b"), outcome.summary());
    }

    @Test
    void theBreakerStopsAfterSoManyOverAllWaves() {
        Twin twin = shop();
        Mishap.blinks(twin, "a", 1);
        Mishap.blinks(twin, "b", 1);
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(guarded("warn", 2)));
        assertTrue(failed.getMessage().contains("2 breaches over all waves (breachLimit: 2)"), failed.getMessage());
        twin.settle();
        assertEquals(Map.of("a on green", 2, "b on green", 3, "c on blue", 2), twin.placement());
    }

    @Test
    void anOutageFromBeforeIsToldAndNotHeldAgainstTheMove() {
        Twin twin = Twin.withGreenPool()
                .apply(deployment(
                        "ill",
                        2,
                        "simulation.gke-upgrade.jenkins.io/fault: never-ready,"
                                + " simulation.gke-upgrade.jenkins.io/fault-on-pool: blue"))
                .settle();
        Outcome outcome = twin.driver().run(guarded("", 0));
        assertEquals(Verdict.PASSED, outcome.verdict(), "the move is what heals it");
        assertTrue(
                twin.log.stream().anyMatch(line -> line.contains("ill has 0 of 2 replicas available already now")),
                twin.log.toString());
    }

    @Test
    void aRefusedBreachLimitNamesTheParameter() {
        var e = assertThrows(RuntimeException.class, () -> Safeguards.of("rollback", 3));
        assertTrue(e.getMessage().startsWith("breachLimit: 3"), e.getMessage());
        e = assertThrows(RuntimeException.class, () -> Safeguards.of("panic", 0));
        assertEquals("onBreach: 'panic' is not known: expected rollback, stop or warn.", e.getMessage());
    }

    private static Twin busy() {
        Twin twin = Twin.withGreenPool()
                .apply(deployment("a", 4, "")
                        + deployment("b", 3, "")
                        + SERVICE
                        + workload("StatefulSet", "db", 3, "  serviceName: db", ""))
                .settle();
        Mishap.blinks(twin, "a", 3);
        Mishap.blinks(twin, "b", 3);
        return twin;
    }

    private static List<Object> figures(Outcome outcome) {
        List<Object> figures = new ArrayList<>();
        for (Map<String, Object> row : rows(outcome.details())) {
            figures.add(List.of(
                    row.get("name"), row.get("lowestAvailable"), row.get("allowedAvailable"), row.get("restarts")));
        }
        figures.add(outcome.details().get("services"));
        figures.add(breaches(outcome));
        figures.add(outcome.details().get("availabilityGaps"));
        return figures;
    }

    /** Without their times, which differ by what the restart took. */
    private static List<Object> breaches(Outcome outcome) {
        return ((List<?>) outcome.details().get("breaches"))
                .stream()
                        .map(Map.class::cast)
                        .map(breach -> (Object) List.of(breach.get("what"), breach.get("seen"), breach.get("allowed")))
                        .toList();
    }

    @Test
    void theFiguresAreTheSameWhereverTheControllerIsRestarted() {
        StageDriver undisturbed = busy().driver();
        List<Object> figures = figures(undisturbed.run(guarded("warn", 0)));
        assertTrue(figures.toString().contains("Deployment shop/a"), figures.toString());
        List<IntFunction<Kill>> kills = List.of(Kill::softAt, Kill::hardAt);
        for (IntFunction<Kill> kind : kills) {
            for (int when = 1; when <= undisturbed.ticks(); when++) {
                Outcome outcome = busy().driver().run(guarded("warn", 0), kind.apply(when));
                assertEquals(figures, figures(outcome), "restarted at look " + when);
            }
        }
    }

    @Test
    void aTakenBackWaveEndsTheSameWhereverTheControllerIsRestarted() {
        Twin calm = busy();
        StageDriver undisturbed = calm.driver();
        Failed end = assertThrows(Failed.class, () -> undisturbed.run(guarded("rollback", 0)));
        for (int when = 1; when <= undisturbed.ticks(); when++) {
            Twin twin = busy();
            Kill kill = Kill.hardAt(when);
            Failed same = assertThrows(Failed.class, () -> twin.driver().run(guarded("rollback", 0), kill));
            assertEquals(end.getMessage(), same.getMessage(), "restarted at look " + when);
            assertEquals(calm.templates(), twin.templates());
        }
    }

    /** Nobody watched between the two runs, and what the second sees of the wave begins in the middle. */
    @Test
    void aWaveThatAnEarlierRunLeftHalfWayHasAGap() {
        class Killed extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }
        Twin twin = shop();
        assertThrows(
                Killed.class,
                () -> twin.driver()
                        .onWait(w -> {
                            if (w.contains("wave 2")) {
                                throw new Killed();
                            }
                        })
                        .run(guarded("", 0)));
        Outcome outcome = twin.driver().run(guarded("", 0));
        assertEquals(1, ((List<?>) outcome.details().get("availabilityGaps")).size());
        assertTrue(
                outcome.summary().contains("Nothing is known of the availability from 2026-11-02T"), outcome.summary());
        assertEquals(
                1,
                twin.log.stream()
                        .filter(line -> line.contains("was under way before this step: its availability from"))
                        .count(),
                twin.log::toString);
        assertTrue(twin.log.stream().noneMatch(line -> line.contains("had forgotten")), twin.log::toString);
    }

    @Test
    void aGapIsStatedInTheResult() {
        Twin twin = shop();
        Kill forgets = (tick, saved) -> {
            if (tick != 5) {
                return null;
            }
            twin.timeline.advance(Duration.ofSeconds(10));
            twin.kubernetes.compactHistory();
            return saved.get(saved.size() - 1);
        };
        Outcome outcome = twin.driver().run(guarded("", 0), forgets);
        assertEquals(1, ((List<?>) outcome.details().get("availabilityGaps")).size());
        assertTrue(
                outcome.summary().contains("Nothing is known of the availability from 2026-11-02T"), outcome.summary());
    }
}
