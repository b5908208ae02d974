package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.realkube.Budget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pods of a bare ReplicaSet move one by one, and a PodDisruptionBudget that says no is waited for. */
@OnAcceptanceCluster
class EvictionTest {
    private static final String NAMESPACE = "evictions";
    private static final Selection ALL = Selection.of(NAMESPACE, "", List.of(), List.of());
    private static final String SERVERS_WORDS =
            "The disruption budget keep-three needs 3 healthy pods and has 3 currently";

    private static final ReadinessPolicy ACCEPTING = ReadinessPolicy.of(List.of("budget-allows-nothing"), "");

    @Test
    @SuppressWarnings("try") // it only has to be there
    void waitsForABudgetAndNamesIt(AcceptanceCluster cluster) {
        KubernetesClient admin = cluster.admin();
        new Fixtures("evictions")
                .replicaSet("scorer", 3)
                .service("scorer")
                .budget("keep-three", "scorer", 3)
                .manifests()
                .create(admin, NAMESPACE);
        Placements pods = Placements.in(admin, NAMESPACE).awaitSettled();
        Map<String, String> templates = Templates.in(admin, NAMESPACE);
        try (AvailabilityWatcher watcher = AvailabilityWatcher.start(cluster.kubernetes(), NAMESPACE);
                RealStageDriver steps = cluster.steps()) {
            Refused refused = assertThrows(Refused.class, () -> steps.run(Requests.optIn(ALL)));
            assertTrue(
                    refused.getMessage().contains("PodDisruptionBudget keep-three allows no disruption ever"),
                    refused.getMessage());
            steps.listening(Stopped.at(SERVERS_WORDS));
            assertThrows(Stopped.class, () -> steps.run(Requests.optIn(ALL).with(ACCEPTING)));
            steps.listening(Stopped.at("PodDisruptionBudget keep-three allows no disruption"));
            assertThrows(Stopped.class, () -> steps.run(Requests.verify(ALL)));
            assertEquals(Map.of(AcceptanceCluster.OLD_POOL, 3L), pods.byPool(), "nothing was forced");

            steps.listening(line -> relaxAt(line, admin));
            assertEquals(
                    Verdict.PASSED,
                    steps.run(Requests.optIn(ALL).with(ACCEPTING)).verdict());
            assertEquals(Map.of(AcceptanceCluster.NEW_POOL, 3L), pods.byPool());
            assertEquals(Verdict.PASSED, steps.run(Requests.verify(ALL)).verdict());

            assertEquals(Verdict.PASSED, steps.run(Requests.rollback(ALL)).verdict());
            assertEquals(Map.of(AcceptanceCluster.OLD_POOL, 3L), pods.byPool());
            assertEquals(templates, Templates.in(admin, NAMESPACE));
            long evicted = steps.said().stream()
                    .filter(line -> line.contains("evicted pod"))
                    .count();
            assertEquals(6, evicted, "three there and three back");
            assertTrue(watcher.lowest("ReplicaSet scorer") >= 2, watcher::toString);
            watcher.assertWell();
        } finally {
            admin.namespaces().withName(NAMESPACE).delete();
        }
    }

    private static void relaxAt(String line, KubernetesClient admin) {
        if (line.contains(SERVERS_WORDS)) {
            Budget.named(admin, NAMESPACE, "keep-three").keep(2);
        }
    }
}
