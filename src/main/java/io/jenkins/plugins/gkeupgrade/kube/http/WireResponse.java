package io.jenkins.plugins.gkeupgrade.kube.http;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A response of {@code java.net.http} as fabric8 wants to see it. */
record WireResponse(java.net.http.HttpResponse<AsyncBody> wire) implements HttpResponse<AsyncBody> {
    @Override
    public int code() {
        return wire.statusCode();
    }

    @Override
    public AsyncBody body() {
        return wire.body();
    }

    @Override
    public List<String> headers(String name) {
        return wire.headers().allValues(name);
    }

    @Override
    public Map<String, List<String>> headers() {
        return wire.headers().map();
    }

    @Override
    public HttpRequest request() {
        java.net.http.HttpRequest request = wire.request();
        return new StandardHttpRequest(request.headers().map(), request.uri(), request.method(), null);
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
        return Optional.empty();
    }
}
