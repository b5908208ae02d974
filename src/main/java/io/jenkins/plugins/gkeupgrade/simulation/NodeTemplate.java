package io.jenkins.plugins.gkeupgrade.simulation;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.List;
import java.util.Map;

/**
 * A node that a pool has or could have.
 *
 * @param pool node pool it belongs to
 * @param zone where it runs
 * @param version version of its kubelet
 * @param labels the pool's labels; the well-known ones (pool, zone, host name, architecture) are added by the cluster
 * @param cpuMillis allocatable CPU in thousandths
 * @param memoryBytes allocatable memory
 * @param maxPods most pods at a time
 */
public record NodeTemplate(
        String pool,
        String zone,
        GkeVersion version,
        Map<String, String> labels,
        List<Taint> taints,
        long cpuMillis,
        long memoryBytes,
        int maxPods) {
    public NodeTemplate {
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
    }
}
