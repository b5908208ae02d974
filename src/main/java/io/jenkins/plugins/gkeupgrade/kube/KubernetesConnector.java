package io.jenkins.plugins.gkeupgrade.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.gkeupgrade.kube.http.NonBlockingHttpClientFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/** Opens connections to API servers. */
public final class KubernetesConnector {
    /** Lets tests talk to a server on this machine without TLS; everything else is always encrypted and verified. */
    static final String PLAINTEXT_PROPERTY = "io.jenkins.plugins.gkeupgrade.allowPlaintextLoopback";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    /** Enough to read what arrives while one of them waits for a token. */
    private static final int WORKERS = 2;

    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    private final KubernetesLimits limits;

    public KubernetesConnector(KubernetesLimits limits) {
        this.limits = limits;
    }

    /**
     * Makes a connection; the first request is made by its first user.
     *
     * @throws IllegalArgumentException when address or certificates cannot be used
     */
    public KubernetesConnection connect(KubernetesAccess access) {
        String server = server(access.url());
        Config config = config(server, access);
        ScheduledThreadPoolExecutor workers = new ScheduledThreadPoolExecutor(WORKERS, threads(server));
        workers.setRemoveOnCancelPolicy(true);
        try {
            RequestCounts counts = new RequestCounts();
            NonBlockingHttpClientFactory factory = new NonBlockingHttpClientFactory(workers);
            ApiClient api =
                    new ApiClient(() -> factory.newBuilder(config).build(), server, limits.requestTimeout(), counts);
            JsonTrees json = new JsonTrees();
            ApiFailures failures = new ApiFailures(server, json, api::awayLately);
            return new KubernetesConnection(new KubernetesServices(
                    api, new ApiVersions(api, json, failures), failures, json, limits, counts, workers));
        } catch (KubernetesClientException | IllegalArgumentException e) {
            workers.shutdownNow();
            throw new IllegalArgumentException(
                    "The credentials for the Kubernetes API server at " + server + " cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private static ThreadFactory threads(String server) {
        return task -> {
            Thread thread = new Thread(task, "kubernetes " + server);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Nothing is picked up from the environment: not the controller's own kubeconfig, nor its service account. */
    private static Config config(String server, KubernetesAccess access) {
        Config config = Config.empty();
        config.setMasterUrl(server);
        config.setUserAgent(Patches.FIELD_MANAGER);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        config.setRequestRetryBackoffLimit(0); // repetitions are ours: Changes and ResourceFeed
        config.setCaCertData(access.caPem());
        if (access.certificate() == null) {
            config.setOauthTokenProvider(access.token()::get);
        } else {
            config.setClientCertData(base64(access.certificate().certificatePem()));
            config.setClientKeyData(base64(access.certificate().keyPem()));
            config.setClientKeyAlgo(access.certificate().keyAlgorithm());
        }
        return config;
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static String server(String url) {
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            // Neither quoted nor as a cause, which quotes it: it may have a password in it.
            throw new IllegalArgumentException("The address of the Kubernetes API server is not a URL.");
        }
        boolean plaintext = "http".equals(uri.getScheme())
                && LOOPBACK.contains(uri.getHost())
                && Boolean.getBoolean(PLAINTEXT_PROPERTY);
        if (uri.getHost() == null || uri.getUserInfo() != null || !("https".equals(uri.getScheme()) || plaintext)) {
            throw new IllegalArgumentException(
                    "'" + uri.getScheme() + "://" + uri.getHost() + "' is not the address of a Kubernetes API server: "
                            + "it begins with https:// and has no user name.");
        }
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
