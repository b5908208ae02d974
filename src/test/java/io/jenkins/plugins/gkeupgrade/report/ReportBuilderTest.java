package io.jenkins.plugins.gkeupgrade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {
    private static final Map<String, String> BEFORE = Map.of("blue", "1.32.1-gke.1");
    private static final Map<String, String> AFTER = Map.of("blue", "1.32.1-gke.1", "green", "1.33.1-gke.1");

    private static StepRecord optIn(Map<String, Object> row) {
        return Samples.ended(Samples.begun("1", "optInWorkloads", 0), StepState.PASSED, 60, row);
    }

    private static StepRecord verify(Map<String, Object> row) {
        return Samples.ended(Samples.begun("2", "verifyRollout", 60), StepState.FAILED, 90, row);
    }

    private static WorkloadEntry only(StepRecord... steps) {
        List<WorkloadEntry> workloads = Samples.report(List.of(steps)).clusters.get(0).workloads;
        assertEquals(1, workloads.size());
        return workloads.get(0);
    }

    @Test
    void theLastStepHasTheLastWordAndWhatItDoesNotKnowStays() {
        WorkloadEntry cart = only(
                verify(Samples.row("cart", "FAILED", Map.of("reason", "a pod crash-loops"))),
                optIn(Samples.row("cart", "PASSED", Map.of("from", "blue", "to", "green", "durationSeconds", 61))));
        assertEquals("FAILED", cart.verdict);
        assertEquals("a pod crash-loops", cart.reason);
        assertEquals("blue", cart.from);
        assertEquals(61L, cart.durationSeconds);
        assertEquals("verifyRollout", cart.step);
    }

    @Test
    void theWorstAvailabilityIsNotHiddenByALaterStep() {
        WorkloadEntry cart = only(
                optIn(Samples.row("cart", "PASSED", Map.of("lowestAvailable", 1, "allowedAvailable", 2))),
                verify(Samples.row("cart", "PASSED", Map.of("lowestAvailable", 3, "allowedAvailable", 3))));
        assertEquals(1L, cart.lowestAvailable);
        assertEquals(2L, cart.allowedAvailable);
        WorkloadEntry worse = only(
                optIn(Samples.row("cart", "PASSED", Map.of())),
                verify(Samples.row("cart", "PASSED", Map.of("lowestAvailable", 3, "allowedAvailable", 3))));
        assertEquals(3L, worse.lowestAvailable);
    }

    @Test
    void versionsAreThoseBeforeTheFirstAndAfterTheLastStep() {
        StepRecord master = Samples.begun("1", "gkeUpgradeMaster", 0)
                .seeing(Samples.cluster("1.32.1-gke.1", BEFORE))
                .seeing(Samples.cluster("1.33.1-gke.1", BEFORE));
        StepRecord pool = Samples.begun("2", "createTaintedPool", 60)
                .seeing(Samples.cluster("1.33.1-gke.1", BEFORE))
                .seeing(Samples.cluster("1.33.1-gke.1", AFTER));
        ClusterEntry cluster =
                Samples.report(List.of(master, pool, verify(Map.of()))).clusters.get(0);
        assertEquals("1.32.1-gke.1", cluster.controlPlane.before);
        assertEquals("1.33.1-gke.1", cluster.controlPlane.after);
        assertEquals(
                List.of("blue", "green"),
                cluster.pools.stream().map(p -> p.name).toList());
        assertNull(cluster.pools.get(1).before);
        assertEquals(
                List.of("prod: control plane 1.32.1-gke.1 → 1.33.1-gke.1; pool green added at 1.33.1-gke.1"),
                ReportSummary.lines(Samples.report(List.of(master, pool))));
    }

    @Test
    void aSummaryCountsVerdicts() {
        StepRecord step = Samples.ended(
                Samples.begun("1", "optInWorkloads", 0),
                StepState.PASSED,
                60,
                Samples.row("a", "PASSED", Map.of()),
                Samples.row("b", "PASSED", Map.of()),
                Samples.row("c", "ROLLED_BACK", Map.of()),
                Samples.row("d", "something new", Map.of()));
        assertEquals(
                List.of("prod: workloads: 2 passed, 1 rolled back, 1 other"),
                ReportSummary.lines(Samples.report(List.of(step))));
    }

    @Test
    void strangeRowsAndKeysAreNoTrouble() {
        StepRecord step = Samples.begun("1", "newStep", 0)
                .ended(
                        StepState.PASSED,
                        "Done.",
                        Map.of(
                                "workloads",
                                List.of("text", Map.of("newKey", List.of(1, 2)), Map.of("durationSeconds", "soon")),
                                "findings",
                                List.of(Map.of("id", "x"))),
                        Samples.at(1));
        UpgradeReport report = Samples.report(List.of(step));
        assertEquals(1, report.clusters.get(0).workloads.size(), "rows without a name are about the same thing");
        assertEquals(List.of(Map.of("id", "x")), report.steps.get(0).details.get("findings"));
        StepRecord noList = Samples.begun("1", "newStep", 0)
                .ended(StepState.PASSED, "Done.", Map.of("workloads", 3), Samples.at(1));
        assertEquals(List.of(), Samples.report(List.of(noList)).clusters.get(0).workloads);
    }

    @Test
    void theJsonHasTheDocumentedFields() throws Exception {
        StepRecord master = Samples.begun("1", "gkeUpgradeMaster", 0).seeing(Samples.cluster("1.32.1-gke.1", BEFORE));
        JsonNode json = new ObjectMapper()
                .readTree(ReportJson.text(Samples.report(
                        List.of(master, optIn(Samples.row("<img src=x onerror=alert(1)>", "PASSED", Map.of()))))));
        assertEquals(Set.of("asOf", "building", "clusters", "steps"), names(json));
        JsonNode cluster = json.get("clusters").get(0);
        assertEquals(Set.of("cluster", "name", "controlPlane", "pools", "workloads"), names(cluster));
        assertEquals(
                Set.of("name", "before", "after"), names(cluster.get("pools").get(0)));
        assertEquals(
                Set.of(
                        "team",
                        "namespace",
                        "kind",
                        "name",
                        "from",
                        "to",
                        "verdict",
                        "durationSeconds",
                        "startedAt",
                        "lowestAvailable",
                        "allowedAvailable",
                        "reason",
                        "findings",
                        "step"),
                names(cluster.get("workloads").get(0)));
        assertEquals(
                "<img src=x onerror=alert(1)>",
                cluster.get("workloads").get(0).get("name").asText());
        assertEquals(
                Set.of(
                        "id",
                        "step",
                        "cluster",
                        "state",
                        "summary",
                        "startedAt",
                        "endedAt",
                        "durationSeconds",
                        "details"),
                names(json.get("steps").get(0)));
        assertTrue(json.get("steps").get(0).get("endedAt").isNull(), "it still runs");
        assertEquals(
                "2026-11-02T08:01:00Z", json.get("steps").get(1).get("endedAt").asText());
    }

    @Test
    void aStepThatNeverEndedRanUntilNowOrUntilTheLastThatIsKnown() {
        List<StepRecord> steps = List.of(Samples.begun("1", "optInWorkloads", 0), verify(Map.of()));
        assertEquals(Samples.at(90).toString(), ReportBuilder.report(steps, Optional.empty()).asOf);
        assertEquals(Samples.at(500).toString(), ReportBuilder.report(steps, Optional.of(Samples.at(500))).asOf);
    }

    @Test
    void aStepThatRunsHasSeenTheLatestOfAWorkloadWheneverItBegan() {
        StepRecord running = Samples.begun("1", "optInWorkloads", 0)
                .knowing(new StepNow(
                        "waiting for pods", Map.of("workloads", List.of(Samples.row("cart", "PLANNED", Map.of())))));
        WorkloadEntry cart = only(running, verify(Samples.row("cart", "PASSED", Map.of())));
        assertEquals("PLANNED", cart.verdict);
        assertEquals("optInWorkloads", cart.step);
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** Jenkins reads records back as null, and cannot store what is not plain. */
    @Test
    void whatIsStoredWithABuildIsPlain() {
        Set<Class<?>> plain =
                Set.of(String.class, long.class, byte[].class, StepState.class, ClusterVersions.class, TreeMap.class);
        for (Class<?> stored : List.of(StepRecord.class, ClusterVersions.class)) {
            assertFalse(stored.isRecord(), stored.getName());
            Stream<Field> fields = Arrays.stream(stored.getDeclaredFields()).filter(f -> !f.isSynthetic());
            fields.forEach(f -> assertTrue(plain.contains(f.getType()), f.toString()));
        }
    }

    @Test
    void fiveThousandRowsAreStoredSmall() {
        byte[] packed = PackedDetails.pack(Map.of("workloads", Samples.rows(5000)));
        assertTrue(packed.length < 200_000, packed.length + " bytes");
        assertEquals(5000, ((List<?>) PackedDetails.unpack(packed).get("workloads")).size());
    }
}
