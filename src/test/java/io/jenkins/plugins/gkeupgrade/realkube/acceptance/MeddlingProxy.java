package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesAccess;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import io.jenkins.plugins.gkeupgrade.realkube.ServingKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before the API server and gets in the way of requests. Users must show tokens: certificates end here. */
final class MeddlingProxy implements AutoCloseable {
    /** What is answered instead of asking the API server. */
    record Answer(int code, String reason, String message) {
        String json() {
            return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":" + code
                    + ",\"reason\":\"" + reason + "\",\"message\":\"" + message + "\"}";
        }
    }

    /** Decides on each request, and may do something else meanwhile. */
    interface Meddler {
        Meddler NONE = (method, path) -> Optional.empty();

        Optional<Answer> on(String method, String path);
    }

    /** How long an answer with 429 asks to be left alone. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Passed on; the others belong to the connection. */
    private static final List<String> HEADERS = List.of("Authorization", "Content-Type", "Accept");

    private final KubernetesAccess upstream;
    private final HttpClient client;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** By path, the watches that have been cut; null as long as none is to be. */
    private volatile Set<String> cut;

    private volatile Meddler meddler = Meddler.NONE;

    MeddlingProxy(RealKubernetes cluster, KubernetesAccess upstream) {
        this.upstream = upstream;
        // No certificate here: the API server would believe it and not the user's token.
        this.client = HttpClient.newBuilder()
                .sslContext(ServingKeys.trusting(cluster))
                .build();
        try {
            this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(ServingKeys.of(cluster, "proxy")));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The way to the API server through this proxy. */
    KubernetesAccess access() {
        return new KubernetesAccess(
                "https://127.0.0.1:" + server.getAddress().getPort(), upstream.caPem(), upstream.token());
    }

    void meddle(Meddler how) {
        meddler = how;
    }

    /**
     * From now on the first watch on each path ends without a word after its first event, so that what follows has to come
     * over another one.
     *
     * @return the paths for which that has happened so far
     */
    Set<String> cutWatches() {
        Set<String> paths = ConcurrentHashMap.newKeySet();
        cut = paths;
        return paths;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<Answer> answer = meddler.on(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            if (answer.isPresent()) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                if (answer.get().code() == 429) {
                    exchange.getResponseHeaders().set("Retry-After", Long.toString(RETRY_AFTER.toSeconds()));
                }
                byte[] json = answer.get().json().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.get().code(), json.length);
                exchange.getResponseBody().write(json);
            } else {
                passOn(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void passOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(upstream.url() + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        HEADERS.stream()
                .filter(exchange.getRequestHeaders()::containsKey)
                .forEach(h -> request.header(h, exchange.getRequestHeaders().getFirst(h)));
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            response.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(response.statusCode(), 0);
            copy(in, exchange);
        }
    }

    /** Events of a watch must not wait for a full buffer. */
    private void copy(InputStream in, HttpExchange exchange) throws IOException {
        OutputStream out = exchange.getResponseBody();
        byte[] buffer = new byte[64 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
            if (cuts(exchange.getRequestURI())) {
                exchange.close();
                return;
            }
        }
        out.close();
    }

    private boolean cuts(URI request) {
        Set<String> paths = cut;
        return paths != null
                && String.valueOf(request.getQuery()).contains("watch=true")
                && paths.add(request.getPath());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
