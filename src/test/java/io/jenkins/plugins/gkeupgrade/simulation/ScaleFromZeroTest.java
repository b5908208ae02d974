package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The new pool has no nodes yet: the first pods wait a minute or two for one, and that is nobody's failure. */
class ScaleFromZeroTest {
    private static void assertMoves(Twin twin, String spec) {
        twin.apply(OptInAcceptanceTest.workload("Deployment", "cart", 2, spec, ""))
                .settle();
        Outcome outcome = twin.driver().run(OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, ""));
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals(Map.of("cart on green", 2), twin.placement());
    }

    @Test
    void aPoolWhoseLastNodeIsStillStartingIsNotFull() {
        assertMoves(Twin.withGreenPool("", 1), "");
    }

    @Test
    void timeSpentWaitingForANodeDoesNotCountTowardsTheProgressDeadline() {
        assertMoves(Twin.withGreenPool(), "  progressDeadlineSeconds: 20");
    }
}
