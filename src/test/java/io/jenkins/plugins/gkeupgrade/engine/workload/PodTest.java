package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods as newer versions of Kubernetes write them. */
class PodTest {
    private static Pod pod(String yaml) {
        return new Pod(Manifest.of(Tree.yaml("metadata: {name: web-1, namespace: shop}\n" + yaml)));
    }

    @Test
    void restartsOfSidecarsCountAndThoseOfInitContainersDoNot() {
        Pod pod = pod("""
                spec:
                  initContainers: [{name: migrate}, {name: proxy, restartPolicy: Always}]
                  containers: [{name: main}]
                status:
                  initContainerStatuses: [{name: migrate, restartCount: 4}, {name: proxy, restartCount: 2}]
                  containerStatuses: [{name: main, restartCount: 1}]
                """);
        assertEquals(3, pod.restarts());
    }

    @ParameterizedTest
    @CsvSource({
        "EvictionByEvictionAPI, true",
        "DeletionByTaintManager, true",
        "PreemptionByScheduler, true",
        "TerminationByKubelet, true",
        "DeletionByPodGC, false"
    })
    void whyAPodWasDisruptedSaysWhetherItWasEvicted(String reason, boolean evicted) {
        assertEquals(
                evicted,
                pod("status: {conditions: [{type: DisruptionTarget, status: 'True', reason: " + reason + "}]}")
                        .evicted());
    }

    @Test
    void aSchedulingGateIsNamedAndMayBeLifted() {
        Pod pod = pod("""
                spec: {schedulingGates: [{name: example.com/quota}, {name: example.com/review}]}
                status:
                  conditions:
                  - {type: PodScheduled, status: "False", reason: SchedulingGated, message: Scheduling is blocked}
                """);
        assertEquals(
                Optional.of(new PodTrouble(
                        "pod web-1 is not scheduled before its scheduling gate example.com/quota, example.com/review is"
                                + " removed",
                        false)),
                PodTrouble.of(pod, false, Instant.EPOCH.plusSeconds(3600)));
    }
}
