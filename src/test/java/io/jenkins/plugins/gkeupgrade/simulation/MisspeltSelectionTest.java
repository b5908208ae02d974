package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.engine.readiness.stage.ReadinessRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One name of several that matches nothing is most likely misspelt: what it stood for would silently stay behind. */
class MisspeltSelectionTest {
    private static final Selection ONE_MISSPELT =
            Selection.of("shop", "", List.of("cart", "Deployment/crat"), List.of());
    private static final ReadinessPolicy CREATE = ReadinessPolicy.of(List.of(), "create");

    private static Twin twin() {
        return Twin.withGreenPool("REGULAR")
                .apply(OptInAcceptanceTest.deployment("cart", 2, ""))
                .settle();
    }

    private static void refused(Twin twin, StageRequest<?> request) {
        int writes = twin.kubernetes.writeLog().size();
        Refused refused = assertThrows(Refused.class, () -> twin.driver().run(request));
        assertEquals(
                "No workload matches the selection: namespace shop, names Deployment/crat. Check the namespace, selector, names and"
                        + " kinds.",
                refused.getMessage());
        assertEquals(writes, twin.kubernetes.writeLog().size());
        assertEquals(0, twin.gke.log().count("SetMaintenancePolicy"), "nor is an exclusion added for it");
    }

    @Test
    void isRefusedBeforeAnythingChanges() {
        refused(twin(), OptInAcceptanceTest.optIn(ONE_MISSPELT, 5, "").with(CREATE));
        refused(twin(), ReadinessRequest.of("1.33", "", ONE_MISSPELT, CREATE, "never", 30));
    }

    @Test
    void isNotVerified() {
        Twin twin = twin();
        twin.driver()
                .run(OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, "")
                        .with(ReadinessPolicy.of(List.of(), "ignore")));
        refused(twin, OptInAcceptanceTest.verify(ONE_MISSPELT));
    }

    @Test
    void doesNotKeepTheOthersFromGoingBack() {
        Twin twin = twin();
        twin.driver()
                .run(OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, "")
                        .with(ReadinessPolicy.of(List.of(), "ignore")));
        Outcome outcome = twin.driver().run(OptInAcceptanceTest.rollback(ONE_MISSPELT));
        assertEquals(List.of("Deployment shop/cart"), outcome.details().get("rolledBack"));
        assertEquals(Map.of("cart on blue", 2), twin.placement());
        assertTrue(
                twin.log.contains("WARNING: no workload matches the selection: namespace shop, names Deployment/crat."),
                twin.log.toString());
    }
}
