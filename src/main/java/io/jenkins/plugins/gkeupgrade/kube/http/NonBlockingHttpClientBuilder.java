package io.jenkins.plugins.gkeupgrade.kube.http;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.util.concurrent.atomic.AtomicBoolean;

/** Carries fabric8's settings over to a client of {@code java.net.http}. Proxies are those of the JVM. */
public final class NonBlockingHttpClientBuilder
        extends StandardHttpClientBuilder<
                NonBlockingHttpClient, NonBlockingHttpClientFactory, NonBlockingHttpClientBuilder> {
    NonBlockingHttpClientBuilder(NonBlockingHttpClientFactory factory) {
        super(factory);
    }

    @Override
    public HttpClient build() {
        if (client != null) {
            return new NonBlockingHttpClient(this, client.transport(), client.getClosed());
        }
        // No redirects: an API server has no reason to send a bearer token elsewhere.
        java.net.http.HttpClient.Builder builder = java.net.http.HttpClient.newBuilder()
                .executor(clientFactory.executor())
                .followRedirects(Redirect.NEVER)
                .version(preferHttp11 ? Version.HTTP_1_1 : Version.HTTP_2);
        if (connectTimeout != null && !connectTimeout.isZero()) {
            builder.connectTimeout(connectTimeout);
        }
        if (sslContext != null) {
            builder.sslContext(sslContext);
        }
        return new NonBlockingHttpClient(this, builder.build(), new AtomicBoolean());
    }

    @Override
    protected NonBlockingHttpClientBuilder newInstance(NonBlockingHttpClientFactory factory) {
        return factory.newBuilder();
    }
}
