package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.emulator.KubernetesFaults;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which deprecated APIs are in use, over the wire. */
class DeprecatedApisTest {
    @Test
    void areReadFromTheServersMetrics() throws IOException {
        ApiUse.Requested old = new ApiUse.Requested("policy", "v1beta1", "poddisruptionbudgets", "1.25");
        try (EmulatedCluster cluster = new EmulatedCluster();
                KubernetesWorkloads workloads = cluster.connection.workloads()) {
            assertEquals(new ApiUse.Known(List.of()), workloads.deprecatedApis());
            cluster.kubernetes.ask(old);
            assertEquals(new ApiUse.Known(List.of(old)), workloads.deprecatedApis());
        }
    }

    @Test
    void areUnknownWithoutThePermission() throws IOException {
        try (EmulatedCluster cluster = new EmulatedCluster();
                KubernetesWorkloads workloads = cluster.connection.workloads()) {
            cluster.emulator.faults().forbid(KubernetesFaults.on("get", "/metrics"));
            assertTrue(workloads.deprecatedApis() instanceof ApiUse.Unknown unknown
                    && unknown.why().contains("may not get /metrics"));
        }
    }
}
