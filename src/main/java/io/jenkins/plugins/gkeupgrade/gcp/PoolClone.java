package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.container.v1.Cluster;
import com.google.container.v1.NodeConfig;
import com.google.container.v1.NodePool;
import com.google.container.v1.NodePoolAutoscaling;
import com.google.container.v1.NodeTaint;
import com.google.container.v1.ReleaseChannel;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import java.util.List;

/**
 * A node pool that equals another one in all that can be asked for, but for what a {@link PoolSpec} says. Copies the
 * whole message and takes out what is GKE's to say, so that a field which is new to GKE is cloned as well.
 */
final class PoolClone {
    private static final String GOOGLES_LABELS = "goog-";

    private PoolClone() {}

    static NodePool of(NodePool source, PoolSpec spec, Cluster cluster) {
        NodePool.Builder clone = withoutOutput(source.toBuilder())
                .clearConditions()
                .clearEtag()
                .setName(spec.name())
                .setVersion(spec.version().toString())
                .setInitialNodeCount(spec.minNodes())
                .setAutoscaling(limits(source, spec))
                .setConfig(config(withoutOutput(source.getConfig().toBuilder()), spec.optIn()));
        if (source.hasNetworkConfig()) {
            // The range of the pods is named; how much of it this pool gets is GKE's choice again.
            clone.getNetworkConfigBuilder().clearCreatePodRange().clearPodIpv4CidrBlock();
        }
        if (inChannel(cluster)) {
            clone.getManagementBuilder().setAutoUpgrade(true).setAutoRepair(true);
        }
        return clone.build();
    }

    private static NodePoolAutoscaling limits(NodePool source, PoolSpec spec) {
        return NodePoolAutoscaling.newBuilder()
                .setEnabled(true)
                .setMinNodeCount(spec.minNodes())
                .setMaxNodeCount(spec.maxNodes())
                .setLocationPolicy(source.getAutoscaling().getLocationPolicy())
                .build();
    }

    private static NodeConfig.Builder config(NodeConfig.Builder config, OptInTaint optIn) {
        List<NodeTaint> others = config.getTaintsList().stream()
                .filter(t -> !t.getKey().equals(optIn.key()))
                .toList();
        config.clearTaints()
                .addAllTaints(others)
                .addTaints(NodeTaint.newBuilder()
                        .setKey(optIn.key())
                        .setValue(optIn.value())
                        .setEffect(NodeTaint.Effect.NO_SCHEDULE))
                .putLabels(optIn.key(), optIn.value());
        List.copyOf(config.getResourceLabelsMap().keySet()).stream()
                .filter(key -> key.startsWith(GOOGLES_LABELS))
                .forEach(config::removeResourceLabels);
        return config;
    }

    /** GKE keeps the nodes of such clusters upgraded and repaired, and takes no pools that opt out. */
    private static boolean inChannel(Cluster cluster) {
        return cluster.getReleaseChannel().getChannel() != ReleaseChannel.Channel.UNSPECIFIED;
    }

    /** Takes out, at every depth, what the API's own description marks as output only. */
    private static <B extends Message.Builder> B withoutOutput(B message) {
        for (FieldDescriptor field : List.copyOf(message.getAllFields().keySet())) {
            boolean output = field.getOptions()
                    .getExtension(FieldBehaviorProto.fieldBehavior)
                    .contains(FieldBehavior.OUTPUT_ONLY);
            if (output) {
                message.clearField(field);
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()) {
                clean(message, field);
            }
        }
        return message;
    }

    private static void clean(Message.Builder message, FieldDescriptor field) {
        if (field.isRepeated()) {
            for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                Message item = (Message) message.getRepeatedField(field, i);
                message.setRepeatedField(
                        field, i, withoutOutput(item.toBuilder()).build());
            }
        } else {
            Message value = (Message) message.getField(field);
            message.setField(field, withoutOutput(value.toBuilder()).build());
        }
    }
}
