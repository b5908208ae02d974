package io.jenkins.plugins.gkeupgrade.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.credentials.CredentialsLookup;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesWorkloads;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The Test button: who we are to the cluster, what versions it has, and what is in the way if something is. */
final class ConnectionTest {
    private ConnectionTest() {}

    static FormValidation of(NamedCluster cluster) {
        return of(cluster, GoogleGkeApi::new);
    }

    static FormValidation of(NamedCluster cluster, Function<ClusterAccess, GkeApi> gkeApis) {
        try {
            ClusterAccess access = ClusterAccess.of(cluster.settings(), CredentialsLookup.ofController());
            try (SharedConnection connection = new SharedConnection(access, gkeApis)) {
                return FormValidation.ok(
                        "Connected as " + access.google() + ". " + gke(connection) + " " + kubernetes(connection));
            }
        } catch (InvalidValue | StageException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static String gke(SharedConnection connection) {
        Cluster seen = connection.controlPlane().cluster();
        return "GKE: control plane " + seen.version() + ", " + seen.status() + ", "
                + (seen.releaseChannel().isEmpty() ? "no release channel" : "channel " + seen.releaseChannel()) + ", "
                + seen.pools().size() + " node pools.";
    }

    private static String kubernetes(SharedConnection connection) {
        try (KubernetesWorkloads window = connection.workloads()) {
            Collection<Manifest> nodes =
                    window.view(Set.of(ResourceKind.NODES), "").list(ResourceKind.NODES);
            Set<String> versions = new TreeSet<>();
            nodes.forEach(node -> versions.add(node.text("status", "nodeInfo", "kubeletVersion")));
            return "Kubernetes: " + nodes.size() + " nodes"
                    + (versions.isEmpty() ? "." : " of version " + String.join(", ", versions) + ".");
        }
    }
}
