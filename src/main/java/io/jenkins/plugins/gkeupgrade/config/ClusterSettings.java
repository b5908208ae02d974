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
            URI address = requireAddress("gkeApiEndpoint", gkeApiAddress(gkeApiEndpoint));
            if (address.getRawPath().length() > 1 || address.getRawQuery() != null) {
                throw new InvalidValue("gkeApiEndpoint: '" + gkeApiEndpoint + "' has a path: expected HOST:PORT.");
            }
        }
        if (kubernetesUrl != null) {
            requireAddress("kubernetesUrl", kubernetesUrl);
        }
        if (cluster.gke()) {
            requireOneAddress(endpoint, kubernetesUrl, caCertificate, kubeconfigCredentialsId);
        }
        if (caCertificate != null) {
            ClusterFields.requireCertificates(caCertificate);
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

    /** Nothing that an administrator says about the way to the Kubernetes API is passed over in silence. */
    private static void requireOneAddress(
            KubernetesEndpoint endpoint, String kubernetes, String ca, String kubeconfig) {
        if (kubeconfig != null && kubernetes != null) {
            throw new InvalidValue(
                    "kubernetesUrl: '" + kubernetes + "' has no use with kubeconfigCredentialsId, which has"
                            + " the address and its certificate: leave one of them out.");
        }
        if (ca != null && kubernetes == null) {
            throw new InvalidValue("caCertificate: it has no use without kubernetesUrl: GKE and a kubeconfig bring the"
                    + " certificate with the address.");
        }
        String fixed = kubeconfig != null ? "kubeconfigCredentialsId" : kubernetes != null ? "kubernetesUrl" : null;
        if (fixed != null && endpoint != KubernetesEndpoint.AUTO) {
            throw new InvalidValue("endpoint: '" + endpoint + "' has no use with " + fixed + ", which says where the"
                    + " Kubernetes API is: leave one of them out (AUTO is none).");
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
        if (gkeApiEndpoint == null) {
            return null;
        }
        URI address = URI.create(gkeApiAddress(gkeApiEndpoint));
        return address.getHost() + ":" + (address.getPort() < 0 ? HTTPS_PORT : address.getPort());
    }

    private static String gkeApiAddress(String endpoint) {
        return endpoint.contains("://") ? endpoint : "https://" + endpoint;
    }

    private static URI requireAddress(String parameter, String text) {
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
        return address;
    }

    private static InvalidValue notAnAddress(String parameter, String text) {
        // What is in front of an @ may be a password.
        String quoted = text.contains("@") ? "this, with a user name in it," : "'" + text + "'";
        return new InvalidValue(
                parameter + ": " + quoted + " is not an address: expected https://HOST or https://HOST:PORT.");
    }
}
