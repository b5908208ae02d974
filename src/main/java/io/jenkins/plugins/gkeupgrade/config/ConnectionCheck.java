package io.jenkins.plugins.gkeupgrade.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.credentials.CredentialsLookup;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesWorkloads;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The Test button: who we are to the cluster, what versions it has, and what is in the way if something is. */
final class ConnectionCheck {
    private ConnectionCheck() {}

    /** What came of looking at one of the two APIs. */
    private record Half(boolean well, String sentence) {}

    /** Both halves are always told: a cluster that is not GKE's has a Kubernetes API all the same. */
    static FormValidation of(NamedCluster cluster) {
        try {
            ClusterAccess access = ClusterAccess.of(cluster.settings(), CredentialsLookup.ofController());
            try (SharedConnection connection = new SharedConnection(access, GoogleGkeApi::new)) {
                if (!access.settings().cluster().gke()) {
                    return outsideGke(cluster, connection);
                }
                Half gke = half(() -> gke(connection));
                Half kubernetes = half(() -> kubernetes(connection));
                String told = "Connecting as " + access.google() + ". GKE: " + gke.sentence() + " Kubernetes: "
                        + kubernetes.sentence();
                if (gke.well() && kubernetes.well()) {
                    return FormValidation.ok(told);
                }
                return gke.well() || kubernetes.well() ? FormValidation.warning(told) : FormValidation.error(told);
            }
        } catch (InvalidValue | StageException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static FormValidation outsideGke(NamedCluster cluster, SharedConnection connection) {
        try (KubernetesWorkloads window = connection.workloads()) {
            Cluster seen = connection.controlPlane(() -> window).cluster();
            String pools = seen.pools().stream()
                    .map(pool -> pool.name() + " " + pool.version() + " (" + pool.nodeCount() + ")")
                    .collect(Collectors.joining(", "));
            String user = window.identity().map(name -> "as " + name + " ").orElse("");
            return FormValidation.ok("Connecting " + user + "by kubeconfig '" + cluster.getKubeconfigCredentialsId()
                    + "'. No GKE API: control plane " + seen.version() + ", "
                    + Sentences.count(seen.pools().size(), "node pool") + (pools.isEmpty() ? "." : ": " + pools + "."));
        }
    }

    private static Half half(Supplier<String> look) {
        try {
            return new Half(true, look.get());
        } catch (StageException e) {
            return new Half(false, e.getMessage());
        }
    }

    private static String gke(SharedConnection connection) {
        Cluster seen = connection.controlPlane(connection::workloads).cluster();
        return "control plane " + seen.version() + ", " + seen.status() + ", "
                + (seen.releaseChannel().isEmpty() ? "no release channel" : "channel " + seen.releaseChannel()) + ", "
                + Sentences.count(seen.pools().size(), "node pool") + ".";
    }

    private static String kubernetes(SharedConnection connection) {
        try (KubernetesWorkloads window = connection.workloads()) {
            Collection<Manifest> nodes =
                    window.view(Set.of(ResourceKind.NODES), "").list(ResourceKind.NODES);
            Set<String> versions = new TreeSet<>();
            nodes.forEach(node -> versions.add(node.text("status", "nodeInfo", "kubeletVersion")));
            return Sentences.count(nodes.size(), "node")
                    + (versions.isEmpty() ? "." : " of version " + String.join(", ", versions) + ".");
        }
    }
}
