package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The versions that GKE offers at a location.
 *
 * @param defaultVersion for clusters in no release channel
 * @param controlPlane newest first
 * @param nodes newest first
 * @param channels what each release channel offers
 */
public record ServerConfig(
        GkeVersion defaultVersion,
        List<GkeVersion> controlPlane,
        List<GkeVersion> nodes,
        Map<String, Channel> channels) {
    public static final List<String> CHANNELS = List.of("RAPID", "REGULAR", "STABLE", "EXTENDED");

    /** @param valid newest first */
    public record Channel(GkeVersion defaultVersion, List<GkeVersion> valid) {}

    public ServerConfig {
        controlPlane = List.copyOf(controlPlane);
        nodes = List.copyOf(nodes);
        channels = Map.copyOf(channels);
    }

    /** The same versions for control planes and nodes, in all channels and outside of them. */
    public static ServerConfig offering(GkeVersion defaultVersion, List<GkeVersion> versions) {
        List<GkeVersion> newestFirst =
                versions.stream().sorted(Comparator.reverseOrder()).toList();
        Map<String, Channel> channels = new LinkedHashMap<>();
        CHANNELS.forEach(name -> channels.put(name, new Channel(defaultVersion, newestFirst)));
        return new ServerConfig(defaultVersion, newestFirst, newestFirst, channels);
    }

    /** @param channel empty for a cluster that is in none */
    public ServerVersions forChannel(String channel) {
        Channel its = channels.get(channel);
        return its == null
                ? new ServerVersions(defaultVersion, controlPlane, nodes)
                : new ServerVersions(its.defaultVersion(), its.valid(), nodes);
    }
}
