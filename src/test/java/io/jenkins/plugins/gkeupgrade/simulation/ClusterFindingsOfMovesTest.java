package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with the cluster as a whole is looked at before the first workload of a run moves. */
class ClusterFindingsOfMovesTest {
    /** It fails closed, and nobody serves it. */
    private static final String DEAD_WEBHOOK = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: gate, namespace: policies}
            spec: {selector: {app: gate}, ports: [{port: 443}]}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: policy}
            webhooks:
            - name: policy.example.com
              failurePolicy: Fail
              rules: [{resources: [pods]}]
              clientConfig: {service: {namespace: policies, name: gate}}
            """;

    private static final String SHY_AGENT = """
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent, namespace: logging, labels: {app: agent}}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec: {containers: [{name: main, image: registry.example/agent:1}]}
            """;

    private static Twin shop(String... more) {
        return Twin.withGreenPool()
                .apply(OptInAcceptanceTest.deployment("cart", 2, "") + OptInAcceptanceTest.deployment("web", 2, ""))
                .apply(String.join("", more))
                .settle();
    }

    private static OptInRequest optIn(String... accept) {
        return OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, "").with(ReadinessPolicy.of(List.of(accept), ""));
    }

    private static Map<?, ?> cluster(Outcome outcome) {
        return (Map<?, ?>) outcome.details().get("cluster");
    }

    private static long told(Twin twin, String start) {
        return twin.log.stream().filter(line -> line.startsWith(start)).count();
    }

    private static String large(String name) {
        return OptInAcceptanceTest.deployment(name, 1, "").replace("cpu: 100m", "cpu: '9'");
    }

    @Test
    void whatIsBlockedIsRefusedOnceAndNothingIsChanged() {
        Twin twin = shop(DEAD_WEBHOOK);
        int writes = twin.kubernetes.writeLog().size();
        Refused refused = assertThrows(Refused.class, () -> twin.driver().run(optIn()));
        assertEquals(
                "No workload was moved: ValidatingWebhookConfiguration policy: webhook-unavailable: no pod of Service"
                        + " policies/gate is ready, and it fails closed, so that the API server refuses what it is asked"
                        + " about; bring its pods up, or set failurePolicy: Ignore. Mend that, or accept it: accept:"
                        + " ['webhook-unavailable'] (docs/readiness.md).",
                refused.getMessage());
        assertEquals(writes, twin.kubernetes.writeLog().size());
        Map<?, ?> row = (Map<?, ?>) ((List<?>) refused.details().get("workloads")).get(0);
        assertEquals("BLOCKED", row.get("verdict"));
    }

    @Test
    void whatIsAcceptedIsToldAndHoldsNothingBack() {
        Twin twin = shop(DEAD_WEBHOOK);
        Outcome outcome = twin.driver().run(optIn("webhook-unavailable"));
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals(Map.of("cart on green", 2, "web on green", 2), twin.placement());
        assertEquals("READY", cluster(outcome).get("readiness"));
        Map<?, ?> accepted = (Map<?, ?>) ((List<?>) outcome.details().get("accepted")).get(0);
        assertEquals("webhook-unavailable", accepted.get("id"));
        assertEquals("the step (accept)", accepted.get("acceptedBy"));
        assertEquals(1, told(twin, "accepted by the step (accept): ValidatingWebhookConfiguration policy: "));
    }

    /** Many have moved, the old pool has become small since, and one more is to move. */
    private static Twin noWayBack() {
        Twin twin = shop(OptInAcceptanceTest.deployment("many", 30, "").replace("cpu: 100m", "cpu: '1'"));
        twin.driver().run(optIn());
        twin.world().controlPlane().setPoolAutoscaling("blue", NodePool.Autoscaling.perZone(0, 1));
        twin.timeline.advance(Duration.ofHours(1));
        return twin.apply(OptInAcceptanceTest.deployment("late", 1, "")).settle();
    }

    @Test
    void whatIsAtRiskMovesAndIsNotGreen() {
        Twin twin = noWayBack();
        Outcome outcome = twin.driver().run(optIn());
        assertEquals(Verdict.INCONCLUSIVE, outcome.verdict(), outcome.summary());
        assertEquals(1, twin.placement().get("late on green"));
        assertTrue(
                outcome.summary().contains("The cluster is AT RISK: Node pool blue: no-room-to-go-back: "),
                outcome.summary());
        assertEquals("AT_RISK", cluster(outcome).get("readiness"));
        assertEquals(1, told(twin, "WARNING: AT RISK Node pool blue: no-room-to-go-back: "), "told once");

        Outcome accepted = noWayBack().driver().run(optIn("no-room-to-go-back"));
        assertEquals(Verdict.PASSED, accepted.verdict(), accepted.summary());
    }

    @Test
    void whatAnotherTeamHasYetToDoIsToldOnly() {
        Twin twin = shop(SHY_AGENT);
        Outcome outcome = twin.driver().run(optIn());
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals("READY", cluster(outcome).get("readiness"));
        assertEquals(1, told(twin, "note: DaemonSet logging/agent: daemonset-left-out: "));
    }

    @Test
    void aWorkloadThatFitsNoNodeStaysAndTheRestMoves() {
        Twin twin = shop().apply(large("huge")).settle();
        Outcome outcome = twin.driver().run(optIn());
        assertEquals(Verdict.INCONCLUSIVE, outcome.verdict(), outcome.summary());
        assertEquals(Map.of("cart on green", 2, "web on green", 2), twin.placement());
        assertEquals(List.of("Deployment shop/huge"), outcome.details().get("heldBack"));
        assertTrue(
                outcome.summary()
                        .contains("; 1 not moved because of the cluster (mend or accept that): Deployment shop/huge:"
                                + " new-pool-too-small: "),
                outcome.summary());
    }

    @Test
    void aPoolThatMayNotGrowEnoughIsFilledByNobody() {
        Twin twin = shop(OptInAcceptanceTest.deployment("many", 30, "").replace("cpu: 100m", "cpu: '1'"));
        twin.world().controlPlane().setPoolAutoscaling("green", NodePool.Autoscaling.perZone(0, 2));
        twin.settle();
        int writes = twin.kubernetes.writeLog().size();
        Refused refused = assertThrows(Refused.class, () -> twin.driver().run(optIn()));
        assertTrue(refused.getMessage().contains("Node pool green: new-pool-too-small: "), refused.getMessage());
        assertEquals(writes, twin.kubernetes.writeLog().size());
    }

    @Test
    void aRunWithNothingToMoveDoesNotAsk() {
        Twin twin = shop();
        twin.driver().run(optIn());
        twin.apply(DEAD_WEBHOOK + SHY_AGENT).settle();
        Outcome again = twin.driver().run(optIn());
        assertEquals(Verdict.PASSED, again.verdict(), again.summary());
        assertEquals(List.of(), again.details().get("moved"));
        assertEquals(0, told(twin, "WARNING: BLOCKED") + told(twin, "note: DaemonSet"));
    }

    @Test
    void whatMovedEarlierStaysAndTheNewcomerWaits() {
        Twin twin = shop();
        twin.driver().run(optIn());
        twin.apply(OptInAcceptanceTest.deployment("late", 1, "") + DEAD_WEBHOOK).settle();
        Outcome outcome = twin.driver().run(optIn());
        assertEquals(Verdict.INCONCLUSIVE, outcome.verdict(), outcome.summary());
        assertEquals(Map.of("cart on green", 2, "web on green", 2, "late on blue", 1), twin.placement());
        assertEquals(List.of("Deployment shop/late"), outcome.details().get("heldBack"));
        assertTrue(
                outcome.summary()
                        .contains("; 1 not moved because of the cluster (mend or accept that):"
                                + " ValidatingWebhookConfiguration policy: webhook-unavailable: "),
                outcome.summary());
    }

    @Test
    void aRestartDoesNotAskAgain() {
        for (int tick = 3; tick < 14; tick++) {
            Twin twin = shop(SHY_AGENT);
            int when = tick;
            Outcome outcome = twin.driver()
                    .run(OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 1, ""), (t, saved) -> {
                        if (t == when) {
                            twin.apply(DEAD_WEBHOOK);
                            return saved.get(saved.size() - 1);
                        }
                        return null;
                    });
            assertEquals(2, twin.placement().get("cart on green"), "killed at look " + tick);
            assertEquals(2, twin.placement().get("web on green"), "killed at look " + tick);
            assertEquals(
                    List.of("daemonset-left-out"),
                    ((List<?>) cluster(outcome).get("findings"))
                            .stream().map(f -> ((Map<?, ?>) f).get("id")).toList(),
                    "what was found before the restart still holds");
            assertEquals(1, told(twin, "note: DaemonSet"), "killed at look " + tick);
        }
    }

    @Test
    void whateverIsKilledTheSameIsRefused() {
        for (int tick = 1; tick < 4; tick++) {
            Twin twin = shop(DEAD_WEBHOOK);
            StageDriver.Kill kill = StageDriver.Kill.hardAt(tick);
            assertThrows(Refused.class, () -> twin.driver().run(optIn(), kill));
            assertEquals(Map.of("cart on blue", 2, "web on blue", 2), twin.placement());
        }
    }

    @Test
    void aDryRunShowsThemAndMovesNothing() {
        Twin twin = shop(DEAD_WEBHOOK, SHY_AGENT);
        int writes = twin.kubernetes.writeLog().size();
        Outcome outcome = twin.driver().run(OptInRequest.of("1.33", "", OptInAcceptanceTest.SHOP, 5, true, "", 60));
        assertEquals(Verdict.PASSED, outcome.verdict());
        assertEquals(List.of(), outcome.details().get("wouldMove"));
        assertTrue(outcome.summary().contains("webhook-unavailable"), outcome.summary());
        assertEquals(1, told(twin, "note: DaemonSet logging/agent: daemonset-left-out: "));
        assertEquals(writes, twin.kubernetes.writeLog().size());
    }

    @Test
    void aNormalisedPoolTakesEveryAgent() {
        Twin twin = shop(SHY_AGENT);
        twin.world().controlPlane().setPoolTaints("green", List.of());
        twin.settle();
        Outcome outcome = twin.driver().run(optIn());
        assertEquals(2, twin.placement().get("cart on green"), outcome.summary());
        assertEquals(List.of(), cluster(outcome).get("findings"));
    }
}
