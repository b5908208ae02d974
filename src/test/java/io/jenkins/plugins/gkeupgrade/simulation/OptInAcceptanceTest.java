package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInState;
import io.jenkins.plugins.gkeupgrade.engine.optin.RollbackRequest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Opting in, verifying and rolling back, on simulated clusters. */
class OptInAcceptanceTest {
    static final Selection SHOP = Selection.of("shop", "", List.of(), List.of());

    static OptInRequest optIn(Selection selection, int wave, String onFailure) {
        return OptInRequest.of("1.33", "", selection, wave, false, onFailure, 240);
    }

    static VerifyRequest verify(Selection selection) {
        return VerifyRequest.of("latest", "", selection, 60);
    }

    static RollbackRequest rollback(Selection selection) {
        return RollbackRequest.of(Twin.NEW.toString(), "", selection, 60);
    }

    static String deployment(String name, int replicas, String extra) {
        return workload("Deployment", name, replicas, "", extra);
    }

    static String workload(String kind, String name, int replicas, String spec, String podAnnotations) {
        return """
                ---
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s, namespace: shop, labels: {app: %s}}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: %s}}
                %s
                  template:
                    metadata: {labels: {app: %s}, annotations: {%s}}
                    spec:
                      containers:
                      - name: main
                        image: registry.example/%s:1
                        resources: {requests: {cpu: 100m, memory: 64Mi}}
                        readinessProbe: {initialDelaySeconds: 3, httpGet: {path: /, port: 80}}
                """.formatted(kind, name, name, replicas, name, spec, name, podAnnotations, name);
    }

    private static Twin shop() {
        return Twin.withGreenPool()
                .apply(deployment("cart", 3, "")
                        + deployment("front", 2, "")
                        + deployment("single", 1, "")
                        + workload("StatefulSet", "db", 3, "  serviceName: db", ""))
                .settle();
    }

    @Test
    void movesEverythingAndBackToTheByte() {
        Twin twin = shop();
        Map<String, Object> before = twin.templates();
        Map<String, Integer> placed = twin.placement();

        Outcome moved = twin.driver().run(optIn(SHOP, 2, ""));
        assertEquals(
                List.of(
                        "Deployment shop/cart",
                        "Deployment shop/front",
                        "Deployment shop/single",
                        "StatefulSet shop/db"),
                moved.details().get("moved"));
        assertEquals(
                Map.of("cart on green", 3, "front on green", 2, "single on green", 1, "db on green", 3),
                twin.placement());
        Outcome verified = twin.driver().run(verify(SHOP));
        assertEquals(Verdict.PASSED, verified.verdict(), verified.summary());

        Outcome back = twin.driver().run(rollback(SHOP));
        assertEquals(Verdict.PASSED, back.verdict(), back.summary());
        assertEquals(before, twin.templates());
        assertEquals(placed, twin.placement());
    }

    @Test
    void runningAnyStepAgainWritesNothing() {
        Twin twin = shop();
        twin.driver().run(optIn(SHOP, 10, ""));
        int writes = twin.kubernetes.writeLog().size();
        Outcome nothing = twin.driver().run(optIn(SHOP, 10, ""));
        assertTrue(nothing.summary().startsWith("Nothing to do: 4 workloads had opted in to "), nothing.summary());
        twin.driver().run(verify(SHOP));
        assertEquals(writes, twin.kubernetes.writeLog().size());

        twin.driver().run(rollback(SHOP));
        writes = twin.kubernetes.writeLog().size();
        Outcome again = twin.driver().run(rollback(SHOP));
        assertEquals(writes, twin.kubernetes.writeLog().size());
        assertTrue(again.summary().startsWith("Nothing to roll back"), again.summary());
    }

    @Test
    void takesAFailingWaveBackAndNamesIt() {
        Twin twin = Twin.withGreenPool()
                .apply(deployment("a-good", 2, "")
                        + deployment("b-good", 2, "")
                        + deployment(
                                "c-bad",
                                2,
                                "simulation.gke-upgrade.jenkins.io/fault: crash-loop,"
                                        + " simulation.gke-upgrade.jenkins.io/fault-on-pool: green")
                        + deployment("d-never", 2, ""))
                .settle();
        Map<String, Object> before = twin.templates();

        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(optIn(SHOP, 2, "")));
        assertTrue(
                failed.getMessage().contains("Deployment shop/c-bad")
                        && failed.getMessage().contains("CrashLoopBackOff"),
                failed.getMessage());
        assertEquals(
                Map.of("a-good on green", 2, "b-good on blue", 2, "c-bad on blue", 2, "d-never on blue", 2),
                twin.placement(),
                "the wave went back, the first workload stays");
        assertEquals(before.get("Deployment shop/c-bad"), twin.templates().get("Deployment shop/c-bad"));
    }

    @Test
    void leavesAFailingWaveWhenToldTo() {
        Twin twin = Twin.withGreenPool()
                .apply(deployment(
                        "bad",
                        2,
                        "simulation.gke-upgrade.jenkins.io/fault: image-pull,"
                                + " simulation.gke-upgrade.jenkins.io/fault-on-pool: green"))
                .settle();
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(optIn(SHOP, 2, "stop")));
        assertTrue(failed.getMessage().contains("rollbackTolerations"), failed.getMessage());
        Outcome back = twin.driver().run(rollback(SHOP));
        assertEquals(Verdict.PASSED, back.verdict(), back.summary());
        assertEquals(Map.of("bad on blue", 2), twin.placement());
    }

    @Test
    void takesAStuckStatefulSetBack() {
        Twin twin = Twin.withGreenPool()
                .apply(workload(
                        "StatefulSet",
                        "db",
                        3,
                        "  serviceName: db",
                        "simulation.gke-upgrade.jenkins.io/fault: crash-loop,"
                                + " simulation.gke-upgrade.jenkins.io/fault-on-pool: green"))
                .settle();
        assertThrows(Failed.class, () -> twin.driver().run(optIn(SHOP, 2, "")));
        assertEquals(Map.of("db on blue", 3), twin.placement());
    }

    @Test
    void movesADeploymentThatRecreatesItsPods() {
        Twin twin = Twin.withGreenPool()
                .apply(workload("Deployment", "once", 2, "  strategy: {type: Recreate}", ""))
                .settle();
        ReadinessPolicy accepting = ReadinessPolicy.of(List.of("recreate-strategy"), "");
        twin.driver().run(optIn(SHOP, 2, "").with(accepting));
        assertEquals(Map.of("once on green", 2), twin.placement());
    }

    @Test
    void dryRunChangesNothing() {
        Twin twin = shop();
        int writes = twin.kubernetes.writeLog().size();
        Outcome outcome = twin.driver().run(OptInRequest.of("1.33", "", SHOP, 5, true, "", 60));
        assertEquals(4, ((List<?>) outcome.details().get("wouldMove")).size());
        assertEquals(writes, twin.kubernetes.writeLog().size());
    }

    @Test
    void listsWhatCannotMoveWithTheReason() {
        Twin twin = Twin.withGreenPool()
                .apply("{apiVersion: v1, kind: Pod, metadata: {name: bare, namespace: shop},"
                        + " spec: {containers: [{name: main, image: a}]}}")
                .apply(deployment("cart", 1, ""))
                .settle();
        Outcome outcome = twin.driver().run(optIn(SHOP, 2, ""));
        assertTrue(outcome.summary().contains("Pod shop/bare: nothing would make a bare pod again"), outcome.summary());
    }

    @Test
    void movesPodsOfABareReplicaSetOneByOne() {
        Twin twin = Twin.withGreenPool()
                .apply("{apiVersion: v1, kind: Service, metadata: {name: rs, namespace: shop},"
                        + " spec: {selector: {app: rs}, ports: [{port: 80}]}}")
                .apply(workload("ReplicaSet", "rs", 3, "", ""))
                .settle();
        AvailabilityWatch availability = AvailabilityWatch.over(twin.kubernetes);
        twin.driver().run(optIn(SHOP, 2, ""));
        assertEquals(Map.of("rs on green", 3), twin.placement());
        twin.driver().run(rollback(SHOP));
        assertEquals(Map.of("rs on blue", 3), twin.placement());
        assertEquals(2, availability.services().iterator().next().lowest(), "one pod at a time, there and back");
    }

    @Test
    void refusesASelectionWithoutWorkloadsAndAVersionWithoutPool() {
        Twin twin = shop();
        assertThrows(
                Refused.class,
                () -> twin.driver().run(optIn(Selection.of("nowhere", "", List.of(), List.of()), 2, "")));
        Refused noPool = assertThrows(
                Refused.class, () -> twin.driver().run(OptInRequest.of("1.34", "", SHOP, 5, false, "", 60)));
        assertTrue(noPool.getMessage().contains("createTaintedPool"), noPool.getMessage());
    }

    @Test
    void saysThatNothingWasChangedWhereThatIsCertain() {
        Stage<OptInState> stage = optIn(SHOP, 2, "").stage();
        OptInState begun = stage.begin(Instant.EPOCH);
        assertTrue(stage.untouched(begun));
        assertEquals("no workload was changed; run the step again to go on.", stage.whenStopped(begun));
        Stage<OptInState> creating =
                optIn(SHOP, 2, "").with(ReadinessPolicy.of(List.of(), "create")).stage();
        assertFalse(creating.untouched(begun), "a maintenance exclusion may have been added");
    }

    @Test
    void verificationFailsForWhatHasNotOptedIn() {
        Outcome outcome = shop().driver().run(verify(SHOP));
        assertEquals(Verdict.FAILED, outcome.verdict());
        assertTrue(outcome.summary().contains("Deployment shop/cart: has not opted in"), outcome.summary());
        assertTrue(outcome.summary().endsWith("leave it out by names or selector."), outcome.summary());
    }
}
