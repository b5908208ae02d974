package io.jenkins.plugins.gkeupgrade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnerFilesTest {
    private static StepRecord step(String id, String cluster, String path) {
        Map<String, Object> details =
                Map.of("manifests", List.of(Map.of("workload", "Deployment shop/cart", "files", Map.of(path, id))));
        return new StepRecord(
                        id, "optInWorkloads", "projects/p/locations/l/clusters/" + cluster, cluster, Instant.EPOCH)
                .ended(StepState.PASSED, "", details, Instant.EPOCH);
    }

    private static Map<String, String> files(StepRecord... steps) {
        return OwnerFiles.of(Samples.report(List.of(steps)));
    }

    @Test
    void filesAreArchivedUnderTheirOwnNames() {
        String path = "gke-upgrade/shop-deployment-cart.patch.yaml";
        assertEquals(Map.of(path, "2"), files(step("1", "prod", path), step("2", "prod", path)));
        assertEquals(
                Map.of(
                        "gke-upgrade/prod/shop-deployment-cart.patch.yaml",
                        "1",
                        "gke-upgrade/test/shop-deployment-cart.patch.yaml",
                        "2"),
                files(step("1", "prod", path), step("2", "test", path)));
    }

    @Test
    void noPathLeavesTheFolder() {
        for (String path : List.of("../x.yaml", "gke-upgrade/../x.yaml", "/etc/x.yaml", "gke-upgrade/a/b.yaml", "x")) {
            assertEquals(Map.of(), files(step("1", "prod", path)), path);
        }
    }
}
