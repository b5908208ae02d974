package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadRowTest {
    private static final Workload CART = Workload.of(
            WorkloadKind.DEPLOYMENT,
            Manifest.of(Map.of(
                    "metadata", Map.of("namespace", "shop", "name", "cart", "labels", Map.of("team", "basket")))));

    @Test
    void tellsWhatIsKnown() {
        assertEquals(
                Map.of(
                        "kind", "Deployment",
                        "namespace", "shop",
                        "name", "cart",
                        "team", "basket",
                        "verdict", "PASSED",
                        "reason", "3 of 3 available",
                        "from", "blue 1.32.1-gke.1",
                        "to", "green 1.33.1-gke.1, greener 1.33.1-gke.1",
                        "durationSeconds", 65L,
                        "lowestAvailable", 2L),
                new WorkloadRow(CART, WorkloadVerdict.PASSED, "3 of 3 available")
                        .from(List.of("blue 1.32.1-gke.1"))
                        .to(List.of("greener 1.33.1-gke.1", "green 1.33.1-gke.1"))
                        .took(Duration.ofMillis(65_900))
                        .put("lowestAvailable", 2L)
                        .details());
    }

    @Test
    void leavesOutWhatIsNot() {
        assertEquals(
                List.of("kind", "namespace", "name", "team", "verdict", "reason"),
                List.copyOf(new WorkloadRow(CART, WorkloadVerdict.PLANNED, "not begun")
                        .from(List.of())
                        .took(null)
                        .put("allowedAvailable", null)
                        .details()
                        .keySet()));
    }
}
