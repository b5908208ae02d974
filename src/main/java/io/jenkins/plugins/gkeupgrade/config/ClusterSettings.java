package io.jenkins.plugins.gkeupgrade.config;

import io.jenkins.plugins.gkeupgrade.credentials.Loopback;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import java.net.URI;

/**
 * How to reach one cluster; two equal settings mean the same connection. Holds ids of credentials, no secrets.
 *
 * @param cluster which one; outside of GKE there is only a kubeconfig
 * @param credentialsId identity towards Google; null for Application Default Credentials
 * @param endpoint which address to use for the Kubernetes API
 * @param gkeApiEndpoint another address of the GKE API, {@code host:port}; null for Google's
 * @param kubernetesUrl another address of the Kubernetes API; null to ask GKE for it
 * @param caCertificate authority to trust at {@code kubernetesUrl}, PEM; null for those of the Java platform
 * @param kubeconfigCredentialsId kubeconfig file to use for the Kubernetes API; null for the identity towards Google
 * @param limits how hard to lean on the Kubernetes API
 */
public record ClusterSettings(
        ClusterRef cluster,
        String credentialsId,
        KubernetesEndpoint endpoint,
        String gkeApiEndpoint,
        String kubernetesUrl,
        String caCertificate,
        String kubeconfigCredentialsId,
        KubernetesLimits limits) {
    private static final String PLAINTEXT = "http";
    private static final int HTTPS_PORT = 443;

    public ClusterSettings {
        if (!cluster.gke()) {
            requireKubeconfigAlone(
                    kubeconfigCredentialsId, credentialsId, endpoint, gkeApiEndpoint, kubernetesUrl, caCertificate);
        }
        if (gkeApiEndpoint != null) {
            requireAddress("gkeApiEndpoint", gkeApiAddress(gkeApiEndpoint));
        }
        if (kubernetesUrl != null) {
            requireAddress("kubernetesUrl", kubernetesUrl);
        }
        if (caCertificate != null && !caCertificate.contains("-----BEGIN CERTIFICATE-----")) {
            throw new InvalidValue("caCertificate: this is no certificate in PEM format: expected text that starts with"
                    + " -----BEGIN CERTIFICATE-----.");
        }
    }

    /** A cluster that nobody configured: Google's addresses. */
    static ClusterSettings of(ClusterRef cluster) {
        return new ClusterSettings(
                cluster, null, KubernetesEndpoint.AUTO, null, null, null, null, KubernetesLimits.DEFAULT);
    }

    private static void requireKubeconfigAlone(
            String kubeconfig,
            String credentials,
            KubernetesEndpoint endpoint,
            String gkeApi,
            String kubernetes,
            String ca) {
        if (kubeconfig == null) {
            throw new InvalidValue("kubeconfigCredentialsId: none is given: expected the id of a secret file.");
        }
        requireNone("credentialsId", credentials);
        requireNone("endpoint", endpoint == KubernetesEndpoint.AUTO ? null : endpoint);
        requireNone("gkeApiEndpoint", gkeApi);
        requireNone("kubernetesUrl", kubernetes);
        requireNone("caCertificate", ca == null ? null : "...");
    }

    private static void requireNone(String field, Object value) {
        if (value != null) {
            throw new InvalidValue(field + ": '" + value + "' has no use in a cluster that its kubeconfig alone"
                    + " describes: leave it out, or give project, location and cluster as well.");
        }
    }

    /** @throws InvalidValue when no other credentials can be named for this cluster */
    ClusterSettings withCredentials(String other) {
        if (other != null && !cluster.gke()) {
            throw new InvalidValue("credentialsId: '" + other + "' cannot be used for cluster '" + cluster.name()
                    + "', which its kubeconfig alone describes: leave it out.");
        }
        return other == null
                ? this
                : new ClusterSettings(
                        cluster,
                        other,
                        endpoint,
                        gkeApiEndpoint,
                        kubernetesUrl,
                        caCertificate,
                        kubeconfigCredentialsId,
                        limits);
    }

    /** Whether the GKE API is a server on this machine that speaks plaintext and asks for no identity. */
    boolean plaintextGkeApi() {
        return gkeApiEndpoint != null
                && PLAINTEXT.equals(URI.create(gkeApiAddress(gkeApiEndpoint)).getScheme());
    }

    /** {@code host:port} of the GKE API; null for Google's. */
    String gkeApiHostAndPort() {
        return gkeApiEndpoint == null
                ? null
                : URI.create(gkeApiAddress(gkeApiEndpoint)).getRawAuthority();
    }

    private static String gkeApiAddress(String endpoint) {
        return endpoint.contains("://") ? endpoint : "https://" + endpoint;
    }

    private static void requireAddress(String parameter, String text) {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(parameter, text);
        }
        if (address.getHost() == null || address.getUserInfo() != null) {
            throw notAnAddress(parameter, text);
        }
        boolean plaintext = PLAINTEXT.equals(address.getScheme()) && Loopback.allows(address);
        if (!plaintext && !"https".equals(address.getScheme())) {
            throw new InvalidValue(parameter + ": '" + text + "' is not encrypted: expected https.");
        }
    }

    private static InvalidValue notAnAddress(String parameter, String text) {
        return new InvalidValue(
                parameter + ": '" + text + "' is not an address: expected https://HOST or https://HOST:PORT.");
    }
}
