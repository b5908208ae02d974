package io.jenkins.plugins.gkeupgrade.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The roundings are those of kube-controller-manager. */
class AllowanceTest {
    private static Object amount(String text) {
        return text == null || text.endsWith("%") ? text : (Object) Long.valueOf(text);
    }

    private static Map<String, Object> rolling(String surge, String missing) {
        Map<String, Object> rolling = new LinkedHashMap<>();
        if (surge != null) {
            rolling.put("maxSurge", amount(surge));
        }
        if (missing != null) {
            rolling.put("maxUnavailable", amount(missing));
        }
        return rolling;
    }

    private static Allowance of(String kind, Map<String, Object> spec, Map<String, Object> status) {
        return Allowance.of(Manifest.of(Map.of("kind", kind, "spec", spec, "status", status)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, , , 1", // 25% of one rounds down to none
        "3, , , 3",
        "4, , , 3",
        "7, , , 6",
        "8, , , 6",
        "10, 0, 30%, 7",
        "10, 0, 39%, 7",
        "1, 0, 50%, 0", // both round to nothing, so one may be missing
        "2, 0, 0%, 1",
        "3, 1, 0, 3",
        "3, 1, 5, 0",
        "0, , , 0",
        "5, 0%, 100%, 0"
    })
    void ofADeployment(long replicas, String surge, String missing, int least) {
        Map<String, Object> strategy = Map.of("type", "RollingUpdate", "rollingUpdate", rolling(surge, missing));
        assertEquals(
                new Allowance((int) replicas, least),
                of("Deployment", Map.of("replicas", replicas, "strategy", strategy), Map.of()));
    }

    @Test
    void ofADeploymentThatRecreates() {
        assertEquals(
                new Allowance(3, 0),
                of("Deployment", Map.of("replicas", 3L, "strategy", Map.of("type", "Recreate")), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"3, , 2", "1, , 0", "5, 2, 3", "10, 15%, 9", "3, 50%, 2", "3, 1%, 2", "0, , 0"})
    void ofAStatefulSet(long replicas, String missing, int least) {
        Map<String, Object> strategy = Map.of("rollingUpdate", rolling(null, missing));
        assertEquals(
                new Allowance((int) replicas, least),
                of("StatefulSet", Map.of("replicas", replicas, "updateStrategy", strategy), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"4, , 3", "4, 10%, 3", "10, 25%, 7", "0, , 0", "4, 0, 4"})
    void ofADaemonSet(long nodes, String missing, int least) {
        Map<String, Object> strategy = Map.of("rollingUpdate", rolling(null, missing));
        assertEquals(
                new Allowance((int) nodes, least),
                of("DaemonSet", Map.of("updateStrategy", strategy), Map.of("desiredNumberScheduled", nodes)));
    }

    @Test
    void ofABareReplicaSet() {
        assertEquals(new Allowance(3, 2), of("ReplicaSet", Map.of("replicas", 3L), Map.of()));
    }
}
