package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import java.util.List;

/**
 * A cluster as it is made.
 *
 * @param version of its control plane
 * @param channel release channel, one of {@link ServerConfig#CHANNELS}, or empty
 * @param autopilot whether GKE manages the nodes
 * @param nodeAutoProvisioning whether GKE may make pools of its own
 * @param zones where its pools have nodes unless they say otherwise
 */
public record ClusterSettings(
        ClusterRef ref,
        GkeVersion version,
        String channel,
        boolean autopilot,
        boolean nodeAutoProvisioning,
        List<String> zones) {
    public ClusterSettings {
        zones = List.copyOf(zones);
    }

    /** A standard cluster in no channel: in its own zone, or in zones b, c and d of its region. */
    public static ClusterSettings standard(ClusterRef ref, GkeVersion version) {
        return new ClusterSettings(ref, version, "", false, false, defaultZones(ref));
    }

    public static List<String> defaultZones(ClusterRef ref) {
        return ref.zonal()
                ? List.of(ref.location())
                : List.of(ref.location() + "-b", ref.location() + "-c", ref.location() + "-d");
    }
}
