package io.jenkins.plugins.gkeupgrade.engine.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strategies that leave nobody to serve. */
class StrategyFindingsTest {
    private static void assertFound(String id, String manifests) {
        Set<String> expected = id == null || id.isEmpty() ? Set.of() : new TreeSet<>(List.of(id));
        assertEquals(expected, new ReadyWorld(manifests).ids(), manifests);
    }

    @Test
    void anOrdinaryApplicationIsReady() {
        assertFound("", ReadyWorld.deployment("", "") + ReadyWorld.service());
        assertFound("", ReadyWorld.workload("StatefulSet", "db", "replicas: 2\nserviceName: db", ""));
        assertFound("", ReadyWorld.workload("DaemonSet", "logs", "", ""));
    }

    @Test
    void recreate() {
        assertFound("recreate-strategy", ReadyWorld.deployment("strategy: {type: Recreate}", ""));
        assertFound("", ReadyWorld.deployment("replicas: 0\nstrategy: {type: Recreate}", ""));
    }

    /** Deployments round what may be missing down and what may be added up; none of either means one missing. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "4, 100%, 0, all-replicas-at-once",
                "4, 99%, 0, -",
                "2, 50%, 0, -",
                "2, 2, 1, all-replicas-at-once",
                "3, 4, 0, all-replicas-at-once",
                "1, 1, 0, single-replica",
                "1, 1, 1, single-replica",
                "1, 99%, 1, -",
                "1, 0, 25%, -",
                "1, 10%, 0, single-replica",
                "2, 10%, 0, -",
            })
    void rounding(int replicas, String unavailable, String surge, String id) {
        assertFound(
                id,
                ReadyWorld.deployment(
                        "replicas: " + replicas + "\nstrategy: {rollingUpdate: {maxUnavailable: " + unavailable
                                + ", maxSurge: " + surge + "}}",
                        ""));
    }

    @Test
    void oneReplicaWithTheDefaultStrategyIsReplacedBeforeItGoes() {
        assertFound("", ReadyWorld.deployment("replicas: 1", ""));
        assertFound("single-replica", ReadyWorld.workload("StatefulSet", "db", "replicas: 1\nserviceName: db", ""));
    }

    /** The StatefulSet controller rounds down, and to one at the least. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "3, 100%, all-replicas-at-once",
                "3, 99%, -",
                "2, 51%, -",
                "1, 10%, single-replica",
                "2, 2, all-replicas-at-once"
            })
    void roundingOfAStatefulSet(int replicas, String unavailable, String id) {
        assertFound(
                id,
                ReadyWorld.workload(
                        "StatefulSet",
                        "db",
                        "replicas: " + replicas + "\nserviceName: db\nupdateStrategy: {rollingUpdate: {maxUnavailable: "
                                + unavailable + "}}",
                        ""));
    }

    @Test
    void onDelete() {
        for (String kind : List.of("StatefulSet", "DaemonSet")) {
            String replicas = kind.equals("StatefulSet") ? "replicas: 2\nserviceName: x\n" : "";
            assertFound(
                    "on-delete-strategy",
                    ReadyWorld.workload(kind, "x", replicas + "updateStrategy: {type: OnDelete}", ""));
        }
    }

    /** Three nodes, so that there is more than one agent. */
    private static final String THREE_NODES = ReadyWorld.workload("Deployment", "wide", "replicas: 3", """
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector: {matchLabels: {app: wide}}
            """);

    @Test
    void agentsThatMayAllGoAtOnce() {
        String all = "updateStrategy: {rollingUpdate: {maxUnavailable: 100%}}";
        String one = "updateStrategy: {rollingUpdate: {maxUnavailable: 1}}";
        assertFound("all-replicas-at-once", THREE_NODES + ReadyWorld.workload("DaemonSet", "logs", all, ""));
        assertFound("", THREE_NODES + ReadyWorld.workload("DaemonSet", "logs", one, ""));
        assertFound("", ReadyWorld.workload("DaemonSet", "logs", all, ""));
    }
}
