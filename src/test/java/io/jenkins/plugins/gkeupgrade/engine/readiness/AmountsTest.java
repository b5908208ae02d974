package io.jenkins.plugins.gkeupgrade.engine.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Tree;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the scheduler counts for a pod; CPU in thousandths of a core. */
class AmountsTest {
    private static Map<String, Long> pod(String spec) {
        Map<String, Long> each =
                new TreeMap<>(Amounts.ofPod(Manifest.of(Tree.yaml(spec))).each());
        assertEquals(1, each.remove("pods"));
        return each;
    }

    private static String asking(String requests) {
        return "resources: {requests: {" + requests + "}}";
    }

    @Test
    void allContainersTogether() {
        assertEquals(
                Map.of("cpu", 1500L, "memory", 64L << 20),
                pod("{containers: [{" + asking("cpu: 1") + "}, {" + asking("cpu: 500m, memory: 64Mi") + "}]}"));
    }

    @Test
    void aLimitWithoutARequestIsTheRequest() {
        assertEquals(
                Map.of("cpu", 100L, "nvidia.com/gpu", 1L),
                pod("{containers: [{resources: {requests: {cpu: 100m}, limits: {cpu: 2, nvidia.com/gpu: 1}}}]}"));
    }

    @Test
    void anInitContainerBesideTheSidecarsBeforeIt() {
        String sidecar = "{restartPolicy: Always, " + asking("cpu: 1") + "}";
        String init = "{" + asking("cpu: 3") + "}";
        String main = ", containers: [{" + asking("cpu: 2") + "}]}";
        assertEquals(Map.of("cpu", 4000L), pod("{initContainers: [" + sidecar + ", " + init + "]" + main));
        assertEquals(Map.of("cpu", 3000L), pod("{initContainers: [" + init + ", " + sidecar + "]" + main));
    }

    @Test
    void whatThePodAsksForAsAWholeAndItsOverhead() {
        assertEquals(
                Map.of("cpu", 2250L, "memory", 1L << 30),
                pod("{resources: {requests: {cpu: 2}, limits: {cpu: 4, memory: 1Gi}}, overhead: {cpu: 250m},"
                        + " containers: [{" + asking("cpu: 1") + "}]}"));
        assertEquals(
                Map.of("cpu", 1000L),
                pod("{resources: {limits: {cpu: 4}}, containers: [{" + asking("cpu: 1") + "}]}"),
                "the limit of the pod is its request only where no container asks");
    }
}
