package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deployments whose new pods the API server does not let in, as Kubernetes 1.20 to 1.36 tell of it. */
class RefusedPodsTest {
    private static final String QUOTA =
            "pods \"web-5d8\" is forbidden: exceeded quota: tight, requested: pods=1, used: pods=2, limited: pods=2";
    private static final Map<String, Object> REFUSED =
            Map.of("type", "ReplicaFailure", "status", "True", "reason", "FailedCreate", "message", QUOTA);
    private static final Map<String, Object> OUT_OF_TIME =
            Map.of("type", "Progressing", "status", "False", "reason", "ProgressDeadlineExceeded");

    private static Health with(List<Map<String, Object>> conditions) {
        Manifest deployment = Manifest.of(Map.of(
                "metadata", Map.of("namespace", "shop", "name", "web", "uid", "web", "generation", 2),
                "spec", Map.of("replicas", 2),
                "status",
                        Map.of(
                                "observedGeneration",
                                2,
                                "replicas",
                                2,
                                "availableReplicas",
                                2,
                                "conditions",
                                new ArrayList<Object>(conditions))));
        Fleet fleet = Fleet.look(
                new StillCluster(Map.of(ResourceKind.DEPLOYMENTS, List.of(deployment))),
                Selection.of("shop", "", List.of(), List.of("Deployment")));
        return Rollout.watched(fleet, Instant.EPOCH).of(fleet.selected().get(0));
    }

    @Test
    void areNamedWhileThereIsTime() {
        assertEquals(
                new Health(Health.State.TROUBLED, "0 of 2 replicas updated; the API server refuses its pods: " + QUOTA),
                with(List.of(REFUSED)));
        assertEquals(new Health(Health.State.PROGRESSING, "0 of 2 replicas updated"), with(List.of()));
    }

    @Test
    void areTheCauseWhenTimeIsUp() {
        assertEquals(
                new Health(
                        Health.State.FAILED,
                        "exceeded its progress deadline of 600 s with 0 of 2 replicas updated and 2 of 2 replicas"
                                + " available; the API server refuses its pods: " + QUOTA),
                with(List.of(OUT_OF_TIME, REFUSED)));
    }
}
