package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.List;

/**
 * What GKE offers at a location (and in a cluster's release channel, when it has one).
 *
 * @param defaultVersion what the alias {@code -} stands for
 * @param controlPlane versions that a control plane may be upgraded to
 * @param nodes versions that node pools may have
 */
public record ServerVersions(GkeVersion defaultVersion, List<GkeVersion> controlPlane, List<GkeVersion> nodes) {
    public ServerVersions {
        controlPlane = List.copyOf(controlPlane);
        nodes = List.copyOf(nodes);
    }
}
