package io.jenkins.plugins.gkeupgrade.config;

import io.jenkins.plugins.gkeupgrade.credentials.CredentialsLookup;
import io.jenkins.plugins.gkeupgrade.credentials.GoogleAccess;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.gcp.ClusterEndpoints;
import io.jenkins.plugins.gkeupgrade.kube.Kubeconfig;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesAccess;
import java.util.function.Supplier;

/**
 * A cluster and who we are to it: settings with their credentials looked up. Two of them mean the same connection exactly
 * when their {@link #key keys} are equal, so that a build never gets a connection that its own credentials would not
 * have opened.
 *
 * @param settings how to reach the cluster
 * @param google identity towards Google, and towards Kubernetes unless there is a kubeconfig; nobody outside of GKE
 * @param kubeconfig text of a kubeconfig, secret; null for none
 */
record ClusterAccess(ClusterSettings settings, GoogleAccess google, String kubeconfig) {
    /** What connections are shared by; holds hashes of secrets only. */
    record Key(ClusterSettings settings, String google, String kubeconfig) {}

    /** @throws Failed when credentials do not exist or are unfit */
    static ClusterAccess of(ClusterSettings settings, CredentialsLookup credentials) {
        boolean nobody = !settings.cluster().gke() || settings.plaintextGkeApi() && settings.credentialsId() == null;
        return new ClusterAccess(
                settings,
                nobody ? GoogleAccess.none() : credentials.google(settings.credentialsId()),
                settings.kubeconfigCredentialsId() == null
                        ? null
                        : credentials.file("kubeconfigCredentialsId", settings.kubeconfigCredentialsId()));
    }

    Key key() {
        return new Key(settings, google.fingerprint(), kubeconfig == null ? "" : GoogleAccess.sha256(kubeconfig));
    }

    /** Where the Kubernetes API is; asks GKE unless the settings say it. */
    KubernetesAccess kubernetes(Supplier<GkeApi> gke) {
        if (kubeconfig != null) {
            return kubeconfig(settings.kubeconfigCredentialsId(), kubeconfig);
        }
        if (settings.kubernetesUrl() != null) {
            return new KubernetesAccess(settings.kubernetesUrl(), settings.caCertificate(), google::token);
        }
        ClusterEndpoints.Address address = gke.get().endpoints().address(settings.endpoint());
        return new KubernetesAccess(address.url(), address.caPem(), google::token);
    }

    /**
     * What a kubeconfig says of its cluster.
     *
     * @param id of its credentials
     * @throws Failed when it is unfit
     */
    static KubernetesAccess kubeconfig(String id, String text) {
        try {
            return Kubeconfig.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failed("kubeconfigCredentialsId: '" + id + "' cannot be used. " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return settings.cluster() + " as " + google;
    }
}
