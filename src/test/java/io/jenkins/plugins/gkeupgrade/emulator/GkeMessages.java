package io.jenkins.plugins.gkeupgrade.emulator;

import com.google.container.v1.Autopilot;
import com.google.container.v1.ClusterAutoscaling;
import com.google.container.v1.MasterAuth;
import com.google.container.v1.NodePool;
import com.google.container.v1.Operation;
import com.google.container.v1.OperationProgress;
import com.google.container.v1.ReleaseChannel;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ServerConfig;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedOperation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the simulation knows, as messages of the GKE API. */
final class GkeMessages {
    private static final String API = "https://container.googleapis.com/v1/";

    private final PoolMessages pools;
    private final Map<ClusterRef, GkeEmulator.KubernetesAddress> kubernetes;

    GkeMessages(PoolMessages pools, Map<ClusterRef, GkeEmulator.KubernetesAddress> kubernetes) {
        this.pools = pools;
        this.kubernetes = Map.copyOf(kubernetes);
    }

    com.google.container.v1.Cluster cluster(Cluster cluster, String etag) {
        ClusterRef ref = cluster.ref();
        com.google.container.v1.Cluster.Builder message = com.google.container.v1.Cluster.newBuilder()
                .setName(ref.name())
                .setLocation(ref.location())
                .setSelfLink(API + ref.resourceName())
                .setCurrentMasterVersion(cluster.version().toString())
                .setStatus(com.google.container.v1.Cluster.Status.valueOf(cluster.status()))
                .setAutopilot(Autopilot.newBuilder().setEnabled(cluster.autopilot()))
                .setAutoscaling(
                        ClusterAutoscaling.newBuilder().setEnableNodeAutoprovisioning(cluster.nodeAutoProvisioning()))
                .setReleaseChannel(ReleaseChannel.newBuilder().setChannel(channel(cluster.releaseChannel())))
                .addAllNodePools(pools(cluster))
                .setEtag(etag);
        GkeEmulator.KubernetesAddress address = kubernetes.get(ref);
        if (address != null) {
            message.setEndpoint(address.hostAndPort())
                    .setMasterAuth(MasterAuth.newBuilder()
                            .setClusterCaCertificate(Base64.getEncoder()
                                    .encodeToString(address.caPem().getBytes(StandardCharsets.UTF_8))));
        }
        return message.build();
    }

    List<NodePool> pools(Cluster cluster) {
        return cluster.pools().stream()
                .map(pool -> pools.message(cluster.ref(), pool))
                .toList();
    }

    private static ReleaseChannel.Channel channel(String name) {
        return name.isEmpty() ? ReleaseChannel.Channel.UNSPECIFIED : ReleaseChannel.Channel.valueOf(name);
    }

    static com.google.container.v1.ServerConfig serverConfig(ServerConfig config) {
        com.google.container.v1.ServerConfig.Builder message = com.google.container.v1.ServerConfig.newBuilder()
                .setDefaultClusterVersion(config.defaultVersion().toString())
                .addAllValidMasterVersions(texts(config.controlPlane()))
                .addAllValidNodeVersions(texts(config.nodes()));
        config.channels()
                .forEach((name, channel) -> message.addChannelsBuilder()
                        .setChannel(channel(name))
                        .setDefaultVersion(channel.defaultVersion().toString())
                        .addAllValidVersions(texts(channel.valid())));
        return message.build();
    }

    private static List<String> texts(List<GkeVersion> versions) {
        return versions.stream().map(GkeVersion::toString).toList();
    }

    static Operation operation(SimulatedOperation operation) {
        ClusterRef ref = operation.cluster();
        String target = ref.resourceName() + (operation.pool().isEmpty() ? "" : "/nodePools/" + operation.pool());
        Operation.Builder message = Operation.newBuilder()
                .setName(operation.name())
                .setOperationType(Operation.Type.valueOf(operation.type()))
                .setStatus(Operation.Status.valueOf(operation.state().name()))
                .setLocation(ref.location())
                .setSelfLink(API + ref.parent() + "/operations/" + operation.name())
                .setTargetLink(API + target)
                .setStartTime(operation.start().toString())
                .setEndTime(operation.end() == null ? "" : operation.end().toString());
        if (!operation.error().isEmpty()) {
            message.setError(Status.newBuilder().setCode(Code.INTERNAL_VALUE).setMessage(operation.error()));
        }
        SimulatedOperation.Progress progress = operation.progress();
        if (!operation.ended() && progress.total() > 0) {
            message.setProgress(OperationProgress.newBuilder()
                    .addMetrics(metric(progress.unit() + "_DONE", progress.done()))
                    .addMetrics(metric(progress.unit() + "_TOTAL", progress.total())));
        }
        return message.build();
    }

    private static OperationProgress.Metric metric(String name, int value) {
        return OperationProgress.Metric.newBuilder()
                .setName(name.toUpperCase(Locale.ROOT))
                .setIntValue(value)
                .build();
    }
}
