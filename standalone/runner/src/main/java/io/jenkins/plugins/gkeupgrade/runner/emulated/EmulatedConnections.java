package io.jenkins.plugins.gkeupgrade.runner.emulated;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.gkeupgrade.config.ClusterConnector;
import io.jenkins.plugins.gkeupgrade.config.ClusterLease;
import io.jenkins.plugins.gkeupgrade.config.ClusterTarget;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.config.SharedConnections;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.runner.credentials.RunCredentials;

/** Sends full resource names to the emulated cluster of that name too, which otherwise would mean the one at Google. */
@Extension(ordinal = 1000)
public final class EmulatedConnections extends ClusterConnector {
    @Override
    public ClusterLease lease(ClusterTarget target, Run<?, ?> run) {
        if (target.credentialsId() != null && !RunCredentials.get().has(target.credentialsId())) {
            throw new Failed("credentialsId: '" + target.credentialsId()
                    + "' does not exist; give it with --credential " + target.credentialsId() + "=FILE.");
        }
        ClusterConnector real = ExtensionList.lookup(ClusterConnector.class).get(SharedConnections.class);
        // The emulated GKE API asks nobody who they are, and plaintext is no place for credentials.
        return real.lease(new ClusterTarget(configuredName(target.cluster()), null), run);
    }

    private static String configuredName(String cluster) {
        if (!ClusterRef.looksLikeResourceName(cluster)) {
            return cluster;
        }
        for (NamedCluster each : GkeUpgradeConfiguration.get().getClusters()) {
            // One that a kubeconfig alone describes has no resource name.
            boolean gke = each.getProject() != null;
            if (gke
                    && cluster.equals(
                            new ClusterRef(each.getProject(), each.getLocation(), each.getCluster()).resourceName())) {
                return each.getName();
            }
        }
        throw new Failed("cluster: " + cluster + " is not emulated here: expected one of "
                + String.join(", ", GkeUpgradeConfiguration.get().names()) + ".");
    }
}
