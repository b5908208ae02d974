package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolOfNodeTest {
    private static String pool(Map<String, String> labels, String... taints) {
        return PoolOfNode.of(Manifest.of(Map.of(
                "metadata",
                Map.of("name", "n", "labels", labels),
                "spec",
                Map.of(
                        "taints",
                        Arrays.stream(taints)
                                .map(text -> Map.of(
                                        "key",
                                        text.split("[=:]")[0],
                                        "value",
                                        text.split("[=:]")[1],
                                        "effect",
                                        text.split("[=:]")[2]))
                                .toList()))));
    }

    @Test
    void theLabelOfGkeGoesBeforeEverything() {
        assertEquals(
                "green",
                pool(
                        Map.of("cloud.google.com/gke-nodepool", "green", "kubernetes_version", "1.33"),
                        "kubernetes_version=1.33:NoSchedule"));
    }

    @Test
    void nodesThatAreSetApartForAVersionAreAPool() {
        assertEquals("kubernetes_version-1.33", pool(Map.of(), "kubernetes_version=1.33:NoSchedule"));
        assertEquals("kubernetes_version-1.33", pool(Map.of("kubernetes_version", "1.33")));
        assertEquals("kernel-1.33.5", pool(Map.of(), "team.example/kernel=1.33.5:NoSchedule"));
        assertEquals(
                "kubernetes_version-1.33",
                pool(Map.of(), "driver=12.4:NoSchedule", "kubernetes_version=1.33:NoSchedule"));
    }

    @Test
    void othersGoByTheirRole() {
        for (String role : List.of("control-plane", "master")) {
            assertEquals(
                    "control-plane",
                    pool(
                            Map.of("node-role.kubernetes.io/" + role, ""),
                            "node-role.kubernetes.io/" + role + "=x:NoExecute"));
        }
        assertEquals("default", pool(Map.of("team", "shop")));
        assertEquals("default", pool(Map.of(), "gpu=yes:NoSchedule", "kubernetes_version=1.33:NoExecute"));
    }
}
