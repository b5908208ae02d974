package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.container.v1.NodePoolAutoscaling;
import com.google.container.v1.NodeTaint;
import com.google.container.v1.NodeTaints;
import com.google.container.v1.SetNodePoolAutoscalingRequest;
import com.google.container.v1.UpdateNodePoolRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.List;

/** Requests that change a node pool without making its nodes anew. */
final class PoolUpdates {
    private PoolUpdates() {}

    /** The taints in the request replace all that the pool has. */
    static UpdateNodePoolRequest taints(String pool, List<Taint> taints) {
        NodeTaints.Builder all = NodeTaints.newBuilder();
        taints.forEach(t -> all.addTaints(NodeTaint.newBuilder()
                .setKey(t.key())
                .setValue(t.value())
                .setEffect(NodeTaint.Effect.valueOf(t.effect().name()))));
        return UpdateNodePoolRequest.newBuilder().setName(pool).setTaints(all).build();
    }

    static UpdateNodePoolRequest respectBudgets(String pool) {
        UpdateNodePoolRequest.Builder request =
                UpdateNodePoolRequest.newBuilder().setName(pool);
        request.getNodeDrainConfigBuilder().setRespectPdbDuringNodePoolDeletion(true);
        return request.build();
    }

    static SetNodePoolAutoscalingRequest autoscaling(String pool, NodePool.Autoscaling limits) {
        NodePoolAutoscaling.Builder autoscaling =
                NodePoolAutoscaling.newBuilder().setEnabled(limits.enabled());
        if (limits.enabled() && limits.total()) {
            autoscaling.setTotalMinNodeCount(limits.min()).setTotalMaxNodeCount(limits.max());
        } else if (limits.enabled()) {
            autoscaling.setMinNodeCount(limits.min()).setMaxNodeCount(limits.max());
        }
        return SetNodePoolAutoscalingRequest.newBuilder()
                .setName(pool)
                .setAutoscaling(autoscaling)
                .build();
    }
}
