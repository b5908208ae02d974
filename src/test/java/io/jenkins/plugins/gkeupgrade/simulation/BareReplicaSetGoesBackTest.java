package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bare ReplicaSet whose first pod on the new pool does not get well: that pod itself is what has to go. */
class BareReplicaSetGoesBackTest {
    private static Twin brokenOnGreen(String fault) {
        return Twin.withGreenPool()
                .apply(OptInAcceptanceTest.workload(
                        "ReplicaSet",
                        "scorer",
                        3,
                        "",
                        "simulation.gke-upgrade.jenkins.io/fault: " + fault
                                + ", simulation.gke-upgrade.jenkins.io/fault-on-pool: green"))
                .settle();
    }

    @Test
    void withItsWave() {
        Twin twin = brokenOnGreen("crash-loop");
        Failed failed = assertThrows(
                Failed.class, () -> twin.driver().run(OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, "")));
        assertTrue(failed.getMessage().contains("is running as before"), failed.getMessage());
        assertEquals(Map.of("scorer on blue", 3), twin.placement());
    }

    @Test
    void laterWhenSomebodyHadStoppedTheWave() {
        Twin twin = brokenOnGreen("never-ready");
        OptInRequest hasty = OptInRequest.of("1.33", "", OptInAcceptanceTest.SHOP, 5, false, "stop", 20);
        assertThrows(RuntimeException.class, () -> twin.driver().run(hasty));
        assertEquals(
                1, twin.placement().get("scorer on green"), twin.placement().toString());

        Outcome outcome = twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP));

        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals(Map.of("scorer on blue", 3), twin.placement());
    }
}
