package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.container.v1.ReleaseChannel;
import com.google.container.v1.ServerConfig;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import java.util.List;
import java.util.stream.Stream;

/** GKE's clusters and offers as the engine's values. */
final class ClusterReader {
    private ClusterReader() {}

    static Cluster cluster(ClusterRef ref, com.google.container.v1.Cluster from) {
        return new Cluster(
                ref,
                version(from.getCurrentMasterVersion(), "the control plane of " + ref),
                from.getStatus().name(),
                from.getAutopilot().getEnabled(),
                from.getAutoscaling().getEnableNodeAutoprovisioning(),
                channel(from.getReleaseChannel().getChannel()),
                from.getNodePoolsList().stream().map(PoolReader::pool).toList());
    }

    private static String channel(ReleaseChannel.Channel channel) {
        return channel == ReleaseChannel.Channel.UNSPECIFIED ? "" : channel.name();
    }

    /** What is offered in the channel; outside of channels, what is offered at the location. */
    static ServerVersions versions(ServerConfig config, ReleaseChannel.Channel channel) {
        return config.getChannelsList().stream()
                .filter(c -> channel != ReleaseChannel.Channel.UNSPECIFIED && c.getChannel() == channel)
                .findFirst()
                .map(c -> new ServerVersions(
                        version(c.getDefaultVersion(), "the default of channel " + channel),
                        versions(c.getValidVersionsList().stream()),
                        versions(Stream.concat(
                                c.getValidVersionsList().stream(), config.getValidNodeVersionsList().stream()))))
                .orElseGet(() -> new ServerVersions(
                        version(config.getDefaultClusterVersion(), "the default version"),
                        versions(config.getValidMasterVersionsList().stream()),
                        versions(config.getValidNodeVersionsList().stream())));
    }

    private static List<GkeVersion> versions(Stream<String> texts) {
        return texts.filter(GkeVersion::isExact)
                .map(GkeVersion::parse)
                .distinct()
                .toList();
    }

    static GkeVersion version(String text, String whose) {
        if (!GkeVersion.isExact(text)) {
            throw new Failed("GKE reports '" + text + "' as the version of " + whose
                    + ", which is not a version of the form 1.33.5-gke.1162000.");
        }
        return GkeVersion.parse(text);
    }
}
