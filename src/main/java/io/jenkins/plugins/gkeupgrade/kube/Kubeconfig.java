package io.jenkins.plugins.gkeupgrade.kube;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Access from the text of a kubeconfig file, for clusters that are not GKE's.
 *
 * <p>The text may come from people who must not read files or run programs where we run, so only what it carries itself
 * is used: commands, auth provider plugins and file names are refused, and so is switching verification off.
 */
public final class Kubeconfig {
    private static final String CREDENTIALS = "a token or a client certificate";
    /** What a header can hold; Java's HTTP client would quote any other. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private Kubeconfig() {}

    /**
     * Reads the current context.
     *
     * @throws IllegalArgumentException with one sentence that does not quote the text, which is secret
     */
    public static KubernetesAccess parse(String text) {
        Config config = read(text);
        String name = config.getCurrentContext();
        if (!given(name)) {
            throw invalid("has no current-context: name the context to use, or take the output of kubectl config view"
                    + " --minify --flatten --raw");
        }
        Context context = named(config.getContexts(), NamedContext::getName, name)
                .map(NamedContext::getContext)
                .orElseThrow(() -> invalid("has no context named '" + name + "', which is its current-context"));
        Cluster cluster = named(config.getClusters(), NamedCluster::getName, context.getCluster())
                .map(NamedCluster::getCluster)
                .orElseThrow(() -> invalid("has no cluster named '" + context.getCluster() + "'"));
        AuthInfo user = named(config.getUsers(), NamedAuthInfo::getName, context.getUser())
                .map(NamedAuthInfo::getUser)
                .orElseThrow(() -> invalid("has no user named '" + context.getUser() + "'"));
        return access(cluster, user);
    }

    private static <T> Optional<T> named(List<T> all, Function<T, String> nameOf, String name) {
        return all.stream()
                .filter(candidate -> name != null && name.equals(nameOf.apply(candidate)))
                .findFirst();
    }

    private static KubernetesAccess access(Cluster cluster, AuthInfo user) {
        refuse(
                Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify()),
                "insecure-skip-tls-verify",
                "the CA certificate");
        refuse(given(cluster.getProxyUrl()), "proxy-url", "an address that the controller reaches by itself");
        refuse(given(cluster.getTlsServerName()), "tls-server-name", "an address that the certificate names");
        refuse(given(cluster.getCertificateAuthority()), "certificate-authority", "certificate-authority-data");
        refuse(user.getExec() != null, "exec", "which would run a program on the controller", CREDENTIALS);
        refuse(
                user.getAuthProvider() != null,
                "auth-provider",
                "which would run a program on the controller",
                CREDENTIALS);
        // Without it we would be somebody who may do more.
        refuse(impersonates(user), "as", "credentials of that user");
        refuse(given(user.getTokenFile()), "tokenFile", "token");
        refuse(given(user.getClientCertificate()), "client-certificate", "client-certificate-data");
        refuse(given(user.getClientKey()), "client-key", "client-key-data");
        refuse(given(user.getUsername()), "username", CREDENTIALS);
        if (!given(cluster.getServer())) {
            throw invalid("has no server for its cluster");
        }
        String ca = decoded(cluster.getCertificateAuthorityData(), "certificate-authority-data");
        if (given(user.getToken())) {
            String token = user.getToken().strip();
            if (!TOKEN.matcher(token).matches()) {
                throw invalid("has a token with spaces, line breaks or characters beyond ASCII in it");
            }
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

    private static boolean impersonates(AuthInfo user) {
        return given(user.getAs())
                || given(user.getAsUid())
                || !user.getAsGroups().isEmpty()
                || !user.getAsUserExtra().isEmpty();
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
        refuse(found, field, "which is not allowed here", instead);
    }

    private static void refuse(boolean found, String field, String why, String instead) {
        if (found) {
            throw invalid("uses '" + field + "', " + why + ": give " + instead + " instead");
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
