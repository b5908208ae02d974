package io.jenkins.plugins.gkeupgrade.kube.http;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** fabric8's HTTP client on {@code java.net.http}. Web sockets are not offered: nothing here needs them. */
final class NonBlockingHttpClient
        extends StandardHttpClient<NonBlockingHttpClient, NonBlockingHttpClientFactory, NonBlockingHttpClientBuilder> {
    private volatile java.net.http.HttpClient transport;

    NonBlockingHttpClient(
            NonBlockingHttpClientBuilder builder, java.net.http.HttpClient transport, AtomicBoolean closed) {
        super(builder, closed);
        this.transport = transport;
    }

    java.net.http.HttpClient transport() {
        java.net.http.HttpClient open = transport;
        if (open == null) {
            throw new IllegalStateException("The connection to the Kubernetes API server is closed.");
        }
        return open;
    }

    @Override
    public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
            StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        java.net.http.HttpRequest.Builder wire =
                java.net.http.HttpRequest.newBuilder(request.uri()).method(request.method(), body(request));
        request.headers().forEach((name, values) -> values.forEach(value -> wire.header(name, value)));
        if (request.getContentType() != null) {
            wire.setHeader("Content-Type", request.getContentType());
        }
        Duration timeout = request.getTimeout();
        if (timeout != null && !timeout.isZero()) {
            wire.timeout(timeout);
        }
        return transport()
                .sendAsync(wire.build(), info -> new StreamedBody(consumer))
                .thenApply(WireResponse::new);
    }

    private static BodyPublisher body(StandardHttpRequest request) {
        StandardHttpRequest.BodyContent body = request.body();
        if (body == null) {
            return BodyPublishers.noBody();
        }
        if (body instanceof StandardHttpRequest.StringBodyContent text) {
            return BodyPublishers.ofString(text.getContent());
        }
        if (body instanceof StandardHttpRequest.ByteArrayBodyContent bytes) {
            return BodyPublishers.ofByteArray(bytes.getContent());
        }
        throw new UnsupportedOperationException("This client sends texts and bytes only, no streams.");
    }

    @Override
    public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
            StandardWebSocketBuilder builder, WebSocket.Listener listener) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("This client speaks plain HTTP only, no web sockets."));
    }

    @Override
    protected void doClose() {
        // A client of java.net.http has no close before Java 21: it ends when nobody refers to it.
        transport = null;
    }
}
