package io.jenkins.plugins.gkeupgrade.engine.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One workload is told in a sentence; of many, each has a line of its own below a short summary. */
class FailureLinesTest {
    private static final VerifyState STATE = new VerifyState(Instant.EPOCH, null, "");
    private static final RolloutVerification VERIFICATION =
            (RolloutVerification) VerifyRequest.of("1.33", null, Selection.of("shop", null, List.of(), List.of()), 30)
                    .stage();

    private static Finding finding(String name, Finding.State state, String reason) {
        Workload workload = Workload.of(
                WorkloadKind.DEPLOYMENT, Manifest.of(Map.of("metadata", Map.of("namespace", "shop", "name", name))));
        return new Finding(workload, state, reason, List.of(), List.of());
    }

    private static String told(Finding... findings) {
        Decision<Void> decision = VERIFICATION.decide(STATE, List.of(findings), Instant.EPOCH.plusSeconds(9));
        return ((Decision.Done<Void>) decision).outcome().summary();
    }

    @Test
    void oneInASentence() {
        assertEquals(
                "1 of 2 workloads failed: Deployment shop/cart: crash loop.",
                told(
                        finding("cart", Finding.State.FAILED, "crash loop"),
                        finding("front", Finding.State.PASSED, "well")));
    }

    @Test
    void whatWasHeldBackCanBeLeftOut() {
        String advice =
                "optInWorkloads moves what has not opted in, or says what holds it back; to check the others alone,"
                        + " leave it out by names or selector.";
        assertEquals(
                "1 of 2 workloads failed: Deployment shop/cart: has not opted in to 1.33. " + advice,
                told(
                        finding("cart", Finding.State.NOT_OPTED_IN, "has not opted in to 1.33"),
                        finding("front", Finding.State.PASSED, "well")));
        assertEquals(
                String.join(
                        "\n",
                        "2 of 2 workloads failed:",
                        "  Deployment shop/cart: has not opted in to 1.33",
                        "  Deployment shop/pay: image not found",
                        advice),
                told(
                        finding("cart", Finding.State.NOT_OPTED_IN, "has not opted in to 1.33"),
                        finding("pay", Finding.State.FAILED, "image not found")));
    }

    @Test
    void manyALineEach() {
        assertEquals(
                String.join(
                        "\n",
                        "2 of 3 workloads failed:",
                        "  Deployment shop/cart: crash loop",
                        "  Deployment shop/pay: image not found"),
                told(
                        finding("cart", Finding.State.FAILED, "crash loop"),
                        finding("pay", Finding.State.FAILED, "image not found"),
                        finding("front", Finding.State.PASSED, "well")));
    }
}
