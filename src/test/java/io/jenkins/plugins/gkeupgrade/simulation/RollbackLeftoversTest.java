package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Tree;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot go back does not keep the others from going back. */
class RollbackLeftoversTest {
    private static final String JOB = """
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: report, namespace: shop}
            spec:
              suspend: true
              template:
                spec:
                  restartPolicy: Never
                  containers: [{name: main, image: "registry.example/report:1.0.1"}]
            """;

    private static void change(Twin twin, Resource resource, String name, String yaml) {
        twin.api().patch(resource, "shop", name, Subresource.NONE, new Patch(Patch.Type.MERGE, Tree.yaml(yaml)));
        twin.settle();
    }

    private static Twin optedIn(String manifests) {
        Twin twin = Twin.withGreenPool()
                .apply(OptInAcceptanceTest.deployment("cart", 2, "") + manifests)
                .settle();
        twin.driver().run(OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, ""));
        return twin;
    }

    @Test
    void aJobThatWasStartedSinceEndsWhereItRuns() {
        Twin twin = optedIn(JOB);
        change(twin, Resources.JOBS, "report", "spec: {suspend: false}");

        Outcome outcome = twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP));

        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals(List.of("Deployment shop/cart"), outcome.details().get("rolledBack"));
        assertEquals(2, twin.placement().get("cart on blue"), twin.placement().toString());
    }

    @Test
    void aJobThatWasStartedSinceIsNothingToRollBackAlone() {
        Twin twin = optedIn(JOB);
        change(twin, Resources.JOBS, "report", "spec: {suspend: false}");
        twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP));
        int writes = twin.kubernetes.writeLog().size();

        Outcome again = twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP));

        assertTrue(again.summary().startsWith("Nothing to roll back"), again.summary());
        assertEquals(writes, twin.kubernetes.writeLog().size());
        assertTrue(
                twin.log.contains(
                        "Job shop/report started since and cannot go back: a Job keeps its pod template and ends"
                                + " where it runs"),
                twin.log.toString());
    }

    @Test
    void aRecordThatCannotBeReadIsToldAfterTheOthersAreBack() {
        Twin twin = optedIn(OptInAcceptanceTest.deployment("web", 2, ""));
        change(
                twin,
                Resources.DEPLOYMENTS,
                "web",
                "metadata: {annotations: {gke-upgrade.jenkins.io/opt-in: 'not ours'}}");

        Outcome outcome = twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP));

        assertEquals(Map.of("cart on blue", 2, "web on green", 2), twin.placement());
        assertEquals(Verdict.FAILED, outcome.verdict(), outcome.summary());
        assertEquals(List.of("Deployment shop/cart"), outcome.details().get("rolledBack"));
        assertTrue(
                outcome.summary()
                        .contains("Deployment shop/web has an annotation gke-upgrade.jenkins.io/opt-in that cannot be"
                                + " read; "),
                outcome.summary());

        Failed alone = assertThrows(
                Failed.class, () -> twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP)));
        assertTrue(alone.getMessage().startsWith("Deployment shop/web has an annotation"), alone.getMessage());
    }

    @Test
    void aPausedRolloutIsNotWaitedFor() {
        Twin twin = Twin.withGreenPool()
                .apply(OptInAcceptanceTest.deployment("cart", 2, ""))
                .settle();
        change(twin, Resources.DEPLOYMENTS, "cart", "spec: {paused: true}");
        Instant before = twin.timeline.now();

        Outcome outcome = twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP));

        assertTrue(outcome.summary().startsWith("Nothing to roll back"), outcome.summary());
        assertTrue(Duration.between(before, twin.timeline.now()).toSeconds() < 60);
    }
}
