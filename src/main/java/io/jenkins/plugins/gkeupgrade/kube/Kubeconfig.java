package io.jenkins.plugins.gkeupgrade.kube;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Access from the text of a kubeconfig file, for clusters that are not GKE's.
 *
 * <p>The text may come from people who must not read files or run programs where we run, so only what it carries itself
 * is used: commands, auth provider plugins and file names are refused, and so is switching verification off.
 */
public final class Kubeconfig {
    private Kubeconfig() {}

    /**
     * Reads the current context.
     *
     * @throws IllegalArgumentException with one sentence that does not quote the text, which is secret
     */
    public static KubernetesAccess parse(String text) {
        Config config = read(text);
        String name = config.getCurrentContext();
        Context context = config.getContexts().stream()
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("has no context named '" + name + "', which is its current-context"))
                .getContext();
        Cluster cluster = config.getClusters().stream()
                .filter(candidate -> candidate.getName().equals(context.getCluster()))
                .findFirst()
                .orElseThrow(() -> invalid("has no cluster named '" + context.getCluster() + "'"))
                .getCluster();
        AuthInfo user = config.getUsers().stream()
                .filter(candidate -> candidate.getName().equals(context.getUser()))
                .findFirst()
                .orElseThrow(() -> invalid("has no user named '" + context.getUser() + "'"))
                .getUser();
        return access(cluster, user);
    }

    private static KubernetesAccess access(Cluster cluster, AuthInfo user) {
        refuse(
                Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify()),
                "insecure-skip-tls-verify",
                "the CA certificate");
        refuse(given(cluster.getCertificateAuthority()), "certificate-authority", "certificate-authority-data");
        refuse(user.getExec() != null, "exec", "a token or a client certificate");
        refuse(user.getAuthProvider() != null, "auth-provider", "a token or a client certificate");
        refuse(given(user.getTokenFile()), "tokenFile", "token");
        refuse(given(user.getClientCertificate()), "client-certificate", "client-certificate-data");
        refuse(given(user.getClientKey()), "client-key", "client-key-data");
        refuse(given(user.getUsername()), "username", "a token or a client certificate");
        String ca = decoded(cluster.getCertificateAuthorityData(), "certificate-authority-data");
        if (given(user.getToken())) {
            String token = user.getToken();
            return new KubernetesAccess(cluster.getServer(), ca, () -> token);
        }
        if (!given(user.getClientCertificateData()) || !given(user.getClientKeyData())) {
            throw invalid("has neither token nor client-certificate-data and client-key-data for its user");
        }
        return new KubernetesAccess(
                cluster.getServer(),
                ca,
                null,
                new KubernetesAccess.ClientCertificate(
                        decoded(user.getClientCertificateData(), "client-certificate-data"),
                        decoded(user.getClientKeyData(), "client-key-data")));
    }

    private static Config read(String text) {
        Config config;
        try {
            // fabric8's shared mapper looks for types in the context class loader, and there, in Jenkins, it finds
            // those of
            // the kubernetes-client-api plugin, which are not ours.
            config = new KubernetesSerialization(new ObjectMapper(), false).unmarshal(text, Config.class);
        } catch (KubernetesClientException | IllegalArgumentException e) {
            // Without the cause: parsers quote what they could not read.
            throw invalid("is not YAML of a kubeconfig file");
        }
        return Optional.ofNullable(config).orElseThrow(() -> invalid("is empty"));
    }

    private static void refuse(boolean found, String field, String instead) {
        if (found) {
            throw invalid("uses '" + field + "', which is not allowed here: give " + instead + " instead");
        }
    }

    private static String decoded(String base64, String field) {
        try {
            return given(base64) ? new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8) : "";
        } catch (IllegalArgumentException e) {
            throw invalid("has a '" + field + "' that is not base64");
        }
    }

    private static boolean given(String text) {
        return text != null && !text.isBlank();
    }

    private static IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("The kubeconfig " + what + ".");
    }
}
