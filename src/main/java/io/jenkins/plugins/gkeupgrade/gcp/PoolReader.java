package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.container.v1.NodeConfig;
import com.google.container.v1.NodePoolAutoscaling;
import com.google.container.v1.NodeTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.List;

/** GKE's node pools as the engine's values. */
final class PoolReader {
    private PoolReader() {}

    @SuppressWarnings("deprecation") // GKE says why a pool is in ERROR in no other place
    static NodePool pool(com.google.container.v1.NodePool from) {
        NodeConfig config = from.getConfig();
        return new NodePool(
                from.getName(),
                ClusterReader.version(from.getVersion(), "node pool " + from.getName()),
                from.getStatus().name(),
                from.getStatusMessage(),
                from.getInitialNodeCount(),
                autoscaling(from.getAutoscaling()),
                config.getLabelsMap(),
                taints(config.getTaintsList()),
                from.getLocationsList(),
                PoolSettings.of(from));
    }

    private static NodePool.Autoscaling autoscaling(NodePoolAutoscaling from) {
        if (!from.getEnabled()) {
            return NodePool.Autoscaling.off();
        }
        return from.getTotalMaxNodeCount() > 0
                ? new NodePool.Autoscaling(true, from.getTotalMinNodeCount(), from.getTotalMaxNodeCount(), true)
                : NodePool.Autoscaling.perZone(from.getMinNodeCount(), from.getMaxNodeCount());
    }

    private static List<Taint> taints(List<NodeTaint> from) {
        return from.stream()
                .filter(t -> t.getEffect() != NodeTaint.Effect.EFFECT_UNSPECIFIED
                        && t.getEffect() != NodeTaint.Effect.UNRECOGNIZED)
                .map(t -> new Taint(
                        t.getKey(),
                        t.getValue(),
                        Taint.Effect.parse(t.getEffect().name())))
                .toList();
    }
}
