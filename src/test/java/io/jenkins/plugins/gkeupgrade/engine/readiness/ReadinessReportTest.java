package io.jenkins.plugins.gkeupgrade.engine.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.simulation.Twin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What findings come to, and who may accept them. */
class ReadinessReportTest {
    private static final String RISKY = ReadyWorld.deployment("strategy: {type: Recreate}", "");
    private static final String STUCK = ReadyWorld.workload(
            "StatefulSet", "db", "replicas: 2\nserviceName: db\nupdateStrategy: {type: OnDelete}", "");
    private static final String FINE = ReadyWorld.workload("Deployment", "web", "replicas: 2", "");

    private static Outcome outcome(String manifests, String failOn, String... accept) {
        return new ReadyWorld(manifests).run(ReadyWorld.SHOP, ReadinessPolicy.of(List.of(accept), ""), failOn);
    }

    @Test
    void readyIsGreen() {
        Outcome outcome = outcome(FINE, "");
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals("1 of 1 workload is ready; the cluster is READY.", outcome.summary());
        assertEquals("READY", outcome.details().get("readiness"));
    }

    @Test
    void atRiskIsNeitherGreenNorRedAndSaysWhatToDo() {
        Outcome outcome = outcome(FINE + RISKY, "");
        assertEquals(Verdict.INCONCLUSIVE, outcome.verdict());
        assertEquals(
                "1 of 2 workloads are ready, 1 at risk; the cluster is READY: Deployment shop/cart: recreate-strategy: its"
                        + " strategy Recreate ends all 2 of its pods before it starts new ones; set strategy.type to"
                        + " RollingUpdate.",
                outcome.summary());
        assertEquals(Verdict.FAILED, outcome(FINE + RISKY, "atRisk").verdict());
    }

    @Test
    void blockedIsRedUnlessTheStepNeverFails() {
        assertEquals(Verdict.FAILED, outcome(FINE + STUCK, "").verdict());
        assertEquals(Verdict.INCONCLUSIVE, outcome(FINE + STUCK, "never").verdict());
    }

    @Test
    void aStepAcceptsByIdAndTheReportSaysSo() {
        ReadyWorld world = new ReadyWorld(RISKY);
        Outcome outcome = world.check("recreate-strategy");
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        Map<?, ?> finding = findings(outcome).get(0);
        assertEquals("recreate-strategy", finding.get("id"));
        assertEquals("the step (accept)", finding.get("acceptedBy"));
        assertTrue(
                world.twin.log.stream()
                        .anyMatch(l -> l.startsWith("accepted by the step (accept): Deployment shop/cart")),
                world.twin.log::toString);
    }

    @Test
    void anOwnerAcceptsForItsOwnWorkloadOnly() {
        String annotation = "annotations: {gke-upgrade.jenkins.io/accept: 'recreate-strategy, single-replica'}, ";
        Outcome outcome = outcome(
                RISKY.replace("metadata: {name: cart, ", "metadata: {name: cart, " + annotation)
                        + RISKY.replace("cart", "other"),
                "");
        assertTrue(outcome.summary().startsWith("1 of 2 workloads are ready, 1 at risk;"), outcome.summary());
        assertEquals(
                "the annotation gke-upgrade.jenkins.io/accept of Deployment shop/cart",
                findings(outcome).get(0).get("acceptedBy"));
        assertEquals("", findings(outcome).get(1).get("acceptedBy"));
    }

    @Test
    void anOwnerIsToldOfAMisspeltId() {
        Outcome outcome = outcome(
                RISKY.replace(
                        "metadata: {name: cart, ",
                        "metadata: {name: cart, annotations: {gke-upgrade.jenkins.io/accept:" + " recreate}, "),
                "");
        assertEquals(Verdict.INCONCLUSIVE, outcome.verdict());
        assertEquals(
                List.of("recreate-strategy", "unknown-acceptance"),
                findings(outcome).stream().map(f -> f.get("id")).toList());
    }

    @Test
    void anUnknownIdIsRefusedWithTheList() {
        InvalidValue refused = assertThrows(InvalidValue.class, () -> ReadinessPolicy.of(List.of("recreate"), ""));
        assertTrue(refused.getMessage().startsWith("accept: 'recreate' is not the id of a finding: expected one of "));
        FindingId.ids().forEach(id -> assertTrue(refused.getMessage().contains(id), id));
    }

    @Test
    void withoutANewPoolTheRestIsChecked() {
        Twin twin = new Twin(Twin.NEW, 7);
        ReadyWorld world = new ReadyWorld(twin, RISKY);
        assertEquals(List.of("no-new-pool"), List.copyOf(world.clusterIds()));
        assertEquals(List.of("recreate-strategy"), List.copyOf(world.ids()));
    }

    @Test
    void nothingSelectedIsRefused() {
        ReadyWorld world = new ReadyWorld(FINE);
        Selection nowhere = Selection.of("nowhere", "", List.of(), List.of());
        assertThrows(Refused.class, () -> world.run(nowhere, ReadinessPolicy.DEFAULT, ""));
    }

    @Test
    void itWritesNothing() {
        ReadyWorld world = new ReadyWorld(FINE + RISKY + STUCK);
        int writes = world.twin.kubernetes.writeLog().size();
        world.check();
        assertEquals(writes, world.twin.kubernetes.writeLog().size());
    }

    private static List<Map<?, ?>> findings(Outcome outcome) {
        return ReadyWorld.maps(outcome.details().get("workloads")).stream()
                .flatMap(w -> ReadyWorld.maps(w.get("findings")).stream())
                .toList();
    }
}
