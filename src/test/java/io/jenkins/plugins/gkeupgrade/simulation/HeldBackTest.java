package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Workloads whose move would put them at risk stay where they are until that is mended or accepted. */
class HeldBackTest {
    private static final String RECREATE = "  strategy: {type: Recreate}";

    private static String risky(String metadata) {
        return OptInAcceptanceTest.workload("Deployment", "risky", 2, RECREATE, "")
                .replace("labels: {app: risky}}\nspec", "labels: {app: risky}" + metadata + "}\nspec");
    }

    private static Twin shop(String... more) {
        return Twin.withGreenPool()
                .apply(OptInAcceptanceTest.deployment("cart", 2, "") + String.join("", more))
                .settle();
    }

    private static OptInRequest optIn(String... accept) {
        return OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, "").with(ReadinessPolicy.of(List.of(accept), ""));
    }

    private static Map<?, ?> row(Outcome outcome, String name) {
        return ((List<?>) outcome.details().get("workloads"))
                .stream()
                        .<Map<?, ?>>map(row -> (Map<?, ?>) row)
                        .filter(row -> name.equals(row.get("name")))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void whatIsAtRiskStaysAndTheRestMoves() {
        Twin twin = shop(risky(""));
        Map<String, Object> before = twin.templates();
        Outcome outcome = twin.driver().run(optIn());
        assertEquals(Verdict.INCONCLUSIVE, outcome.verdict(), outcome.summary());
        assertEquals(Map.of("cart on green", 2, "risky on blue", 2), twin.placement());
        assertEquals(before.get("Deployment shop/risky"), twin.templates().get("Deployment shop/risky"));
        assertTrue(
                outcome.summary()
                        .contains(
                                "1 not moved because of findings (mend or accept them): Deployment shop/risky: AT RISK:"
                                        + " recreate-strategy: its strategy Recreate ends all 2 of its pods"),
                outcome.summary());
        assertEquals(List.of("Deployment shop/risky"), outcome.details().get("heldBack"));
        assertEquals("AT_RISK", row(outcome, "risky").get("verdict"));
        Map<?, ?> finding = (Map<?, ?>) ((List<?>) row(outcome, "risky").get("findings")).get(0);
        assertEquals("recreate-strategy", finding.get("id"));
        assertEquals("PASSED", row(outcome, "cart").get("verdict"));
        assertEquals(
                1,
                twin.log.stream()
                        .filter(l -> l.startsWith("WARNING: not moved, Deployment shop/risky: recreate-strategy: "))
                        .count(),
                "told once");
    }

    @Test
    void onceMendedItMovesWithoutALoss() {
        Twin twin = shop(risky(""));
        twin.driver().run(optIn());
        Manifest now = twin.api().get(Resources.DEPLOYMENTS, "shop", "risky");
        twin.api()
                .patch(
                        Resources.DEPLOYMENTS,
                        "shop",
                        now.name(),
                        Subresource.NONE,
                        new Patch(
                                Patch.Type.MERGE, Map.of("spec", Map.of("strategy", Map.of("type", "RollingUpdate")))));
        twin.settle();
        AvailabilityWatch availability = AvailabilityWatch.over(twin.kubernetes);
        Outcome outcome = twin.driver().run(optIn());
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals(Map.of("cart on green", 2, "risky on green", 2), twin.placement());
        assertEquals(
                List.of(),
                availability.workloads().stream()
                        .filter(low -> low.lowest() < 2)
                        .toList());
    }

    @Test
    void theStepMayAccept() {
        Twin twin = shop(risky(""));
        Outcome outcome = twin.driver().run(optIn("recreate-strategy"));
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals(Map.of("cart on green", 2, "risky on green", 2), twin.placement());
        Map<?, ?> accepted = (Map<?, ?>) ((List<?>) outcome.details().get("accepted")).get(0);
        assertEquals("the step (accept)", accepted.get("acceptedBy"));
        assertEquals("Deployment shop/risky", accepted.get("object"));
    }

    @Test
    void whatWasAcceptedIsKnownAtTheEndOfALongRun() {
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            others.append(OptInAcceptanceTest.deployment("z-" + i, 3, ""));
        }
        Twin twin = shop(risky(""), others.toString());
        Instant begun = twin.timeline.now();
        Outcome outcome = twin.driver()
                .run(OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 1, "")
                        .with(ReadinessPolicy.of(List.of("recreate-strategy"), "")));
        Duration took = Duration.between(begun, twin.timeline.now());
        assertTrue(took.toMinutes() > 6, took + " is too short to tell");
        assertEquals(1, ((List<?>) outcome.details().get("accepted")).size(), outcome.summary());
    }

    @Test
    void theOwnerMayAcceptForItsOwnWorkload() {
        Twin twin = shop(risky(", annotations: {gke-upgrade.jenkins.io/accept: recreate-strategy}"));
        Outcome outcome = twin.driver().run(optIn());
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertTrue(
                twin.log.stream()
                        .anyMatch(l -> l.startsWith("accepted by the annotation gke-upgrade.jenkins.io/accept of"
                                + " Deployment shop/risky: ")),
                twin.log::toString);
    }

    @Test
    void whenNothingMayMoveTheStepFailsAndHasChangedNothing() {
        Twin twin = Twin.withGreenPool().apply(risky("")).settle();
        int writes = twin.kubernetes.writeLog().size();
        Refused refused = assertThrows(Refused.class, () -> twin.driver().run(optIn()));
        assertEquals(
                "No workload was moved: Deployment shop/risky is AT RISK: recreate-strategy: its strategy Recreate ends"
                        + " all 2 of its pods before it starts new ones; set strategy.type to RollingUpdate. Mend that,"
                        + " or accept it: accept: ['recreate-strategy'] (docs/readiness.md).",
                refused.getMessage());
        assertEquals(writes, twin.kubernetes.writeLog().size());
        assertEquals(1, ((List<?>) refused.details().get("workloads")).size());
    }

    @Test
    void aDryRunShowsFindings() {
        Twin twin = shop(risky(""));
        int writes = twin.kubernetes.writeLog().size();
        Outcome outcome = twin.driver().run(OptInRequest.of("1.33", "", OptInAcceptanceTest.SHOP, 5, true, "", 60));
        assertEquals(List.of("Deployment shop/cart"), outcome.details().get("wouldMove"));
        assertTrue(outcome.summary().contains("Deployment shop/risky: AT RISK: recreate-strategy"), outcome.summary());
        assertEquals("AT_RISK", row(outcome, "risky").get("verdict"));
        assertEquals(writes, twin.kubernetes.writeLog().size());
    }

    @Test
    void whateverIsKilledTheSameStayBehind() {
        for (int tick = 1; tick < 12; tick++) {
            Twin twin = shop(risky(""));
            Outcome outcome = twin.driver().run(optIn(), StageDriver.Kill.hardAt(tick));
            assertEquals(Verdict.INCONCLUSIVE, outcome.verdict(), outcome.summary());
            assertEquals(Map.of("cart on green", 2, "risky on blue", 2), twin.placement());
        }
    }
}
