package io.jenkins.plugins.gkeupgrade.emulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.jenkins.plugins.gkeupgrade.emulator.KubernetesFaults.Answer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiException;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServerAway;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Watch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** From HTTP to the simulation and back: who asks, what goes wrong on the way, and how answers look. */
final class KubernetesHandler implements HttpHandler {
    /** As long as API servers keep a watch that asks for nothing else. */
    private static final long LONGEST_WATCH_SECONDS = 1800;

    /** As API servers do, with the least effort: {@code defaultGzipThresholdBytes} in Kubernetes. */
    private static final int COMPRESSED_FROM = 128 * 1024;

    static final String USER = "gke-step-user";

    /** An answer that is ready to be sent; without a body, one that is not JSON. */
    record Reply(int code, Map<String, Object> body) {}

    private final SimulatedKubernetes kubernetes;
    private final SimulationAccess simulation;
    private final KubernetesVerbs verbs;
    private final ObjectMapper json = new ObjectMapper();
    private final WireJson wireJson = new WireJson();
    private final KubernetesFaults faults = new KubernetesFaults();
    private final KubernetesRequestLog requests = new KubernetesRequestLog();
    private final Set<WatchConnection> watches = ConcurrentHashMap.newKeySet();
    private static final String BEARER = "Bearer ";

    private volatile Predicate<String> tokens;

    KubernetesHandler(SimulatedKubernetes kubernetes, SimulationAccess simulation, String token) {
        this.kubernetes = kubernetes;
        this.simulation = simulation;
        this.tokens = token::equals;
        this.verbs = new KubernetesVerbs(kubernetes);
    }

    void acceptTokens(Predicate<String> accepted) {
        tokens = accepted;
    }

    KubernetesFaults faults() {
        return faults;
    }

    KubernetesRequestLog requests() {
        return requests;
    }

    int openWatches() {
        return watches.size();
    }

    void cutWatches() {
        watches.forEach(WatchConnection::closed);
    }

    void expireWatches() {
        try {
            simulation.call(() -> {
                kubernetes.compactHistory();
                return null;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        Map<String, Object> expired = WireStatus.failure(410, "Expired", "too old resource version: 1 (2)");
        watches.forEach(watch -> watch.fail(expired));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (ApiServerAway e) {
            exchange.close();
        } catch (ApiException e) {
            send(exchange, new Reply(e.code(), e.status()));
        } catch (IOException e) {
            exchange.close();
        } catch (Exception e) {
            send(exchange, new Reply(500, WireStatus.failure(500, "InternalError", "Internal error occurred: " + e)));
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange) throws Exception {
        WireRequest wire = WireRequest.of(exchange);
        int minor = simulation.call(() -> kubernetes.controlPlaneVersion().minor());
        Optional<ResourcePath> path = ResourcePath.parse(wire.path(), minor);
        KubernetesRequest request = path.map(resource -> resource.request(wire.verb(resource)))
                .orElseGet(() -> new KubernetesRequest("get", wire.path(), "", ""));
        requests.began(request);
        try {
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!authorization.startsWith(BEARER) || !tokens.test(authorization.substring(BEARER.length()))) {
                send(exchange, new Reply(401, WireStatus.failure(401, "Unauthorized", "Unauthorized")));
                return;
            }
            Answer fault = faults.next(request);
            if (fault == null || fault instanceof Answer.Delay || fault instanceof Answer.Cut) {
                serve(exchange, wire, path, fault);
            } else {
                refuse(exchange, request, fault);
            }
        } finally {
            requests.ended(request);
        }
    }

    private void refuse(HttpExchange exchange, KubernetesRequest request, Answer fault) throws IOException {
        if (fault instanceof Answer.Refuse refuse) {
            if (refuse.retryAfterSeconds() >= 0) {
                exchange.getResponseHeaders().set("Retry-After", Integer.toString(refuse.retryAfterSeconds()));
            }
            send(
                    exchange,
                    new Reply(refuse.code(), WireStatus.failure(refuse.code(), refuse.reason(), refuse.message())));
        } else {
            send(exchange, new Reply(403, WireStatus.forbidden(request, USER)));
        }
    }

    private void serve(HttpExchange exchange, WireRequest wire, Optional<ResourcePath> path, Answer fault)
            throws Exception {
        if (fault instanceof Answer.Delay delay) {
            // Nobody counts this latch down: it only lets time pass.
            new CountDownLatch(1).await(delay.time().toMillis(), TimeUnit.MILLISECONDS);
        }
        if (fault instanceof Answer.Cut cut && !cut.afterwards()) {
            return; // handle() closes the connection
        }
        if (path.isPresent() && wire.verb(path.get()).equals("watch")) {
            watch(exchange, wire, path.get());
            return;
        }
        if (wire.path().equals("/metrics")) {
            String metrics = simulation.call(() -> MetricsText.of(kubernetes.deprecatedApis()));
            send(exchange, 200, "text/plain; version=0.0.4", metrics.getBytes(StandardCharsets.UTF_8));
            return;
        }
        Reply reply = path.isPresent()
                ? simulation.call(() -> verbs.serve(wire, path.get()))
                : simulation.call(() -> document(wire));
        if (!(fault instanceof Answer.Cut)) {
            send(exchange, reply);
        }
    }

    private Reply document(WireRequest wire) throws IOException {
        kubernetes.api(wire.caller()).ping();
        if (Set.of("/healthz", "/readyz", "/livez").contains(wire.path())) {
            return new Reply(200, Map.of("status", "ok"));
        }
        if (wire.path().equals("/openapi/v2")) {
            // Older clients want protobuf, and nothing is a valid message of it: a document without schemas.
            return new Reply(200, null);
        }
        int minor = kubernetes.controlPlaneVersion().minor();
        // Since Kubernetes 1.28:
        // https://kubernetes.io/docs/reference/access-authn-authz/authentication/#self-subject-review
        if (minor >= 28 && wire.path().equals("/apis/authentication.k8s.io/v1/selfsubjectreviews")) {
            return new Reply(
                    201,
                    Map.of(
                            "kind",
                            "SelfSubjectReview",
                            "apiVersion",
                            "authentication.k8s.io/v1",
                            "status",
                            Map.of("userInfo", Map.of("username", USER))));
        }
        if (wire.path().equals("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")) {
            return AccessReview.answer(json.readValue(wire.body(), Map.class), faults);
        }
        return KubernetesDiscovery.document(wire.path(), kubernetes.controlPlaneVersion())
                .or(() -> OpenApiDocuments.document(wire.path(), minor))
                .map(found -> new Reply(200, found))
                .orElseGet(() -> new Reply(404, null));
    }

    private void watch(HttpExchange exchange, WireRequest wire, ResourcePath path) throws Exception {
        WatchConnection connection = new WatchConnection();
        Watch watch = simulation.call(() -> kubernetes
                .api(wire.caller())
                .watch(
                        path.resource(),
                        path.namespace(),
                        wire.listOptions(path),
                        wire.query("resourceVersion"),
                        connection));
        watches.add(connection);
        try {
            long timeout = wire.number("timeoutSeconds", LONGEST_WATCH_SECONDS);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            connection.run(exchange, watch, simulation, wireJson, object -> verbs.shaped(wire, path, object), timeout);
        } finally {
            watches.remove(connection);
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.body() == null) {
            sendPlain(exchange, reply.code());
            return;
        }
        if (reply.body().get("details") instanceof Map<?, ?> details
                && details.get("retryAfterSeconds") instanceof Number seconds) {
            exchange.getResponseHeaders().set("Retry-After", seconds.toString());
        }
        byte[] body = wireJson.bytes(reply.body());
        if (body.length > COMPRESSED_FROM && accepts(exchange, "gzip")) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
            body = gzipped(body);
        }
        send(exchange, reply.code(), "application/json", body);
    }

    private static boolean accepts(HttpExchange exchange, String encoding) {
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        return accepted != null && List.of(accepted.split("\\s*,\\s*")).contains(encoding);
    }

    private static byte[] gzipped(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 8);
        try (OutputStream out = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    private static void sendPlain(HttpExchange exchange, int code) throws IOException {
        if (code == 200) {
            send(exchange, code, "application/octet-stream", new byte[0]);
        } else {
            send(exchange, code, "text/plain", "404 page not found\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int code, String contentType, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
