package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final Map<String, Object> CARTS = Map.of("matchLabels", Map.of("app", "cart"));

    private static Pod pod(String ready) {
        return new Pod(Manifest.of(Map.of(
                "metadata",
                Map.of("namespace", "shop", "labels", Map.of("app", "cart")),
                "status",
                Map.of("phase", "Running", "conditions", List.of(Map.of("type", "Ready", "status", ready))))));
    }

    private static Optional<String> blocking(String version, Map<String, Object> spec, long allowed, Pod pod) {
        Manifest budget = Manifest.of(Map.of(
                "apiVersion",
                version,
                "metadata",
                Map.of("namespace", "shop", "name", "carts"),
                "spec",
                spec,
                "status",
                Map.of("disruptionsAllowed", allowed)));
        return new Budgets(List.of(budget)).blocking(pod);
    }

    @Test
    void aBudgetThatIsSpentForbidsToEvictWhatItSelects() {
        Map<String, Object> spec = Map.of("selector", CARTS);
        assertEquals(Optional.of("carts"), blocking("policy/v1", spec, 0, pod("True")));
        assertEquals(Optional.of("carts"), blocking("policy/v1", spec, 0, pod("False")));
        assertEquals(Optional.empty(), blocking("policy/v1", spec, 1, pod("True")));
        Map<String, Object> others = Map.of("selector", Map.of("matchLabels", Map.of("app", "front")));
        assertEquals(Optional.empty(), blocking("policy/v1", others, 0, pod("True")));
    }

    @Test
    void unhealthyPodsAreFreeWhereTheBudgetAlwaysAllowsToEvictThem() {
        Map<String, Object> spec = Map.of("selector", CARTS, "unhealthyPodEvictionPolicy", "AlwaysAllow");
        assertEquals(Optional.empty(), blocking("policy/v1", spec, 0, pod("False")));
        assertEquals(Optional.of("carts"), blocking("policy/v1", spec, 0, pod("True")));
        Map<String, Object> whenHealthy = Map.of("selector", CARTS, "unhealthyPodEvictionPolicy", "IfHealthyBudget");
        assertEquals(Optional.of("carts"), blocking("policy/v1", whenHealthy, 0, pod("False")));
    }

    @Test
    void anEmptySelectorIsAboutAllPodsButInTheOldVersion() {
        Map<String, Object> spec = Map.of("selector", Map.of());
        assertEquals(Optional.of("carts"), blocking("policy/v1", spec, 0, pod("True")));
        assertEquals(Optional.empty(), blocking("policy/v1beta1", spec, 0, pod("True")));
    }
}
