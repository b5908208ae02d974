package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.gate.Gate;
import io.jenkins.plugins.gkeupgrade.engine.gate.GateLimits;
import io.jenkins.plugins.gkeupgrade.engine.gate.HttpProbe;
import io.jenkins.plugins.gkeupgrade.engine.gate.PrometheusQuery;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.Safeguards;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes.Answer;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes.Question;
import io.jenkins.plugins.gkeupgrade.simulation.StageDriver.Kill;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Waves that are let stand and measured before the next one begins, on simulated clusters. */
class GatesTest {
    private static final GateLimits LIMITS = GateLimits.of(2, 2, 3, 10);
    private static final Gate HEALTH = HttpProbe.of("https://shop.example/health", 0, "", LIMITS);
    private static final Gate ERRORS =
            PrometheusQuery.of("https://prometheus.example", "errors", "", "0.1", "", LIMITS);
    private static final Answer OK = new Answer.Answered(
            200, "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"0\"]}}");
    private static final Answer BROKEN = new Answer.Answered(503, "");
    private static final Answer NOBODY = new Answer.Unanswered("no connection");

    private final Twin twin = Twin.withGreenPool()
            .apply(deployment("a", 2, "") + deployment("b", 2, "") + deployment("c", 2, ""))
            .settle();
    private final List<Instant> asked = new ArrayList<>();

    private static OptInRequest gated(String onFailure, int soakMinutes, Gate... gates) {
        return optIn(SHOP, 1, onFailure).with(Safeguards.DEFAULT.with(soakMinutes, List.of(gates)));
    }

    private void answers(Function<Question, Answer> answers) {
        twin.probes = question -> {
            asked.add(twin.timeline.now());
            return Optional.of(answers.apply(question));
        };
    }

    private boolean onGreen(String name) {
        return twin.placement().containsKey(name + " on green");
    }

    @Test
    void everyWaveStandsForAWhileAndPassesEveryGate() {
        Instant begin = twin.timeline.now();
        answers(question -> OK);
        Outcome outcome = twin.driver().run(gated("", 5, HEALTH, ERRORS));
        assertEquals(Verdict.PASSED, outcome.verdict());
        assertTrue(Duration.between(begin, twin.timeline.now()).compareTo(Duration.ofMinutes(15)) > 0);
        assertEquals(3 * 4, asked.size(), "two good ones for each of two gates, three times");
        assertTrue(Duration.between(begin, asked.get(0)).compareTo(Duration.ofMinutes(5)) > 0, "not while it stands");
        assertEquals(Duration.ofSeconds(10), Duration.between(asked.get(0), asked.get(1)));
        List<?> told = (List<?>) outcome.details().get("gates");
        assertEquals(6, told.size());
        assertEquals(
                Map.of(
                        "wave", 1L,
                        "gate", "httpProbe https://shop.example/health",
                        "verdict", "PASSED",
                        "reason", "2 of 2 good in a row, 0 of 2 bad, 0 of 3 inconclusive; last: answered 200"),
                told.get(0));
    }

    @Test
    void aGateThatFailsTakesItsWaveBack() {
        answers(question -> onGreen("b") ? BROKEN : OK);
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(gated("", 0, HEALTH)));
        assertTrue(
                failed.getMessage().contains("httpProbe https://shop.example/health: 0 of 2 good in a row, 2 of 2 bad"),
                failed.getMessage());
        assertEquals(Map.of("a on green", 2, "b on blue", 2, "c on blue", 2), twin.placement());
        assertEquals(2, ((List<?>) failed.details().get("gates")).size());
    }

    @Test
    void aGateThatFailsLeavesItsWaveWhenToldTo() {
        answers(question -> onGreen("b") ? BROKEN : OK);
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(gated("stop", 0, HEALTH)));
        assertTrue(failed.getMessage().contains("Wave 2 failed its gate"), failed.getMessage());
        assertTrue(onGreen("b"));
    }

    @Test
    void whatCannotBeMeasuredIsNotFailedButGoesNoFurther() {
        answers(question -> onGreen("b") ? NOBODY : OK);
        Outcome outcome = twin.driver().run(gated("", 0, HEALTH));
        assertEquals(Verdict.INCONCLUSIVE, outcome.verdict());
        assertTrue(outcome.summary().contains("3 of 3 inconclusive; last: no connection"), outcome.summary());
        assertEquals(Map.of("a on green", 2, "b on green", 2, "c on blue", 2), twin.placement());
        assertEquals(2, ((List<?>) outcome.details().get("gates")).size());
        assertEquals(3, ((List<?>) outcome.details().get("workloads")).size());

        answers(question -> OK);
        assertEquals(Verdict.PASSED, twin.driver().run(gated("", 0, HEALTH)).verdict(), "it goes on when run again");
        assertTrue(onGreen("c"));
    }

    @Test
    void aHiccupPasses() {
        answers(question -> asked.size() % 4 == 1 ? BROKEN : asked.size() % 4 == 2 ? NOBODY : OK);
        assertEquals(Verdict.PASSED, twin.driver().run(gated("", 0, HEALTH)).verdict());
    }

    @Test
    void availabilityIsWatchedWhileAWaveStands() {
        answers(question -> OK);
        twin.timeline.after(Duration.ofMinutes(4), () -> Mishap.ready(twin, aPod(), "False"));
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(gated("", 10, HEALTH)));
        assertTrue(failed.getMessage().contains("Deployment shop/a had 1 of at least 2"), failed.getMessage());
        assertTrue(asked.isEmpty());
    }

    @Test
    void timeInWhichAWaveIsNotWellDoesNotCountAsStanding() {
        Twin four = Twin.withGreenPool().apply(deployment("a", 4, "")).settle();
        Instant begin = four.timeline.now();
        four.timeline.after(Duration.ofMinutes(4), () -> Mishap.ready(four, aPod(four), "False"));
        four.timeline.after(Duration.ofMinutes(10), () -> Mishap.ready(four, aPod(four), "True"));
        assertEquals(Verdict.PASSED, four.driver().run(gated("", 5)).verdict());
        Duration took = Duration.between(begin, four.timeline.now());
        assertTrue(took.compareTo(Duration.ofMinutes(11)) > 0, "five minutes, and six that it was not well: " + took);
        assertTrue(took.compareTo(Duration.ofMinutes(14)) < 0, "what it had stood before counts: " + took);
    }

    @Test
    void aGateThatMayNotAskEndsTheStepBeforeAnythingMoves() {
        twin.probes = new Probes() {
            @Override
            public Optional<Answer> ask(Question question) {
                throw new AssertionError("asked");
            }

            @Override
            public void check(Question question) {
                throw new Failed("gates: no credentials");
            }
        };
        assertThrows(Failed.class, () -> twin.driver().run(gated("", 0, HEALTH)));
        assertEquals(Map.of("a on blue", 2, "b on blue", 2, "c on blue", 2), twin.placement());
    }

    private String aPod() {
        return aPod(twin);
    }

    private static String aPod(Twin twin) {
        return twin.list(Resources.PODS).stream()
                .filter(pod -> "a".equals(pod.labels().get("app")))
                .findFirst()
                .orElseThrow()
                .name();
    }

    @Test
    void aRestartGoesOnCounting() {
        answers(question -> OK);
        StageDriver undisturbed = twin.driver();
        undisturbed.run(gated("", 1, HEALTH, ERRORS));
        for (int when = 1; when <= undisturbed.ticks(); when += 3) {
            GatesTest other = new GatesTest();
            other.answers(question -> OK);
            Outcome outcome = other.twin.driver().run(gated("", 1, HEALTH, ERRORS), Kill.softAt(when));
            assertEquals(Verdict.PASSED, outcome.verdict());
            assertEquals(asked.size(), other.asked.size(), "restarted at look " + when);
            assertEquals(6, ((List<?>) outcome.details().get("gates")).size());
        }
    }

    @Test
    void runningAgainMeasuresNothing() {
        answers(question -> OK);
        twin.driver().run(gated("", 0, HEALTH));
        asked.clear();
        assertEquals(Verdict.PASSED, twin.driver().run(gated("", 60, HEALTH)).verdict());
        assertEquals(List.of(), asked);
    }
}
