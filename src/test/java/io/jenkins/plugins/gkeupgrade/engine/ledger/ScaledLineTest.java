package io.jenkins.plugins.gkeupgrade.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Deployment that must not lose a replica, and is scaled by somebody meanwhile. */
class ScaledLineTest {
    private static final WorkloadRef CART = new WorkloadRef(WorkloadKind.DEPLOYMENT, "shop", "cart");

    private final WorkloadLine three = WorkloadLine.begin(CART, cart(3, 1, 1), List.of(pod("a"), pod("b"), pod("c")));

    private static Manifest cart(long replicas, long generation, long observed) {
        return Manifest.of(Map.of(
                "kind",
                "Deployment",
                "metadata",
                Map.of("generation", generation),
                "spec",
                Map.of(
                        "replicas",
                        replicas,
                        "strategy",
                        Map.of("rollingUpdate", Map.of("maxSurge", 1L, "maxUnavailable", 0L))),
                "status",
                Map.of("observedGeneration", observed)));
    }

    private static Pod pod(String uid) {
        return new Pod(Manifest.of(Map.of(
                "metadata",
                Map.of("name", uid, "namespace", "shop", "uid", uid),
                "status",
                Map.of("phase", "Running", "conditions", List.of(Map.of("type", "Ready", "status", "True"))))));
    }

    @Test
    void aPodThatWasToGoBeforeItGrewAgainIsNoBreach() {
        WorkloadLine back = three.changed(cart(2, 2, 1)).changed(cart(3, 3, 1)).changed(cart(3, 3, 3));
        assertEquals(2, back.owed(), "the third may be on its way out");
        WorkloadLine gone = back.changed(pod("c"), true);
        assertFalse(gone.fellFrom(back));
    }

    @Test
    void whatItHasHadSinceItGrewIsOwed() {
        WorkloadLine shrunk = three.changed(cart(2, 2, 2)).changed(pod("c"), true);
        assertFalse(shrunk.fellFrom(three));
        WorkloadLine grown = shrunk.changed(cart(3, 3, 3)).changed(pod("d"), false);
        assertEquals(3, grown.owed());
        assertTrue(grown.changed(pod("a"), true).fellFrom(grown));
    }
}
