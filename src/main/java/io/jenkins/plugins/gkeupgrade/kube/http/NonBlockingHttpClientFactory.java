package io.jenkins.plugins.gkeupgrade.kube.http;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.util.concurrent.Executor;

/**
 * Makes HTTP clients whose requests, however many are open, share one selector thread and the given executor.
 *
 * <p>The executor must not reject work before the last request has ended. Bodies are handed over on its threads.
 */
public final class NonBlockingHttpClientFactory implements HttpClient.Factory {
    /** As {@code StandardHttpClientBuilder} calls it. */
    private static final String REQUEST_LOG = "HttpLogging";

    private final Executor executor;

    public NonBlockingHttpClientFactory(Executor executor) {
        this.executor = executor;
    }

    @Override
    public NonBlockingHttpClientBuilder newBuilder() {
        NonBlockingHttpClientBuilder builder = new NonBlockingHttpClientBuilder(this);
        // Where its log is at its finest, fabric8 writes down whole requests, with the token in the header.
        builder.addOrReplaceInterceptor(REQUEST_LOG, null);
        return builder;
    }

    @Override
    public NonBlockingHttpClientBuilder newBuilder(Config config) {
        NonBlockingHttpClientBuilder builder = newBuilder();
        HttpClientUtils.applyCommonConfiguration(config, builder, this);
        String ca = config.getCaCertData();
        if (ca != null && !ca.isBlank()) {
            // fabric8 would trust the JVM's public authorities as well; kubectl trusts the cluster's own alone.
            builder.sslContext(builder.getKeyManagers(), TrustAnchors.only(ca));
        }
        return builder;
    }

    Executor executor() {
        return executor;
    }
}
