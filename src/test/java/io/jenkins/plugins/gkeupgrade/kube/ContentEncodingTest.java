package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.kube.http.NonBlockingHttpClientFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that come packed, from a server that packs them all. */
class ContentEncodingTest {
    private static final byte[] LIST = "{\"items\":[\"ü\",1]}".repeat(9).getBytes(StandardCharsets.UTF_8);
    private static final ApiRequest REQUEST =
            ApiRequest.get(Operation.on("list", ResourceKind.NODES, "", ""), "/api/v1/nodes");

    private final Queue<List<String>> accepted = new ConcurrentLinkedQueue<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private volatile String encoding = "gzip";
    private volatile byte[] body = gzipped(LIST);

    private final ApiClient api = new ApiClient(
            () -> new NonBlockingHttpClientFactory(ForkJoinPool.commonPool())
                    .newBuilder(Config.empty())
                    .build(),
            "http://127.0.0.1:" + server.getAddress().getPort(),
            Duration.ofSeconds(30),
            new RequestCounts());

    ContentEncodingTest() throws IOException {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        api.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        accepted.add(exchange.getRequestHeaders().get("Accept-Encoding"));
        exchange.getResponseHeaders().set("Content-Encoding", encoding);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] gzipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void anAnswerMayComePackedAndIsReadAsItWas() {
        assertArrayEquals(LIST, api.send(REQUEST).join().body());
        assertEquals(List.of(List.of("gzip")), List.copyOf(accepted));
    }

    @Test
    void aWatchIsNotToBePackedForItsEventsWouldBeHeldBack() {
        ApiClient.Stream stream = api.stream(REQUEST, piece -> {}).join();
        stream.body().cancel();
        assertEquals(List.of(List.of("identity")), List.copyOf(accepted));
    }

    @Test
    void anAnswerThatNobodyPackedIsLeftAlone() {
        encoding = "identity";
        body = LIST;
        assertArrayEquals(LIST, api.send(REQUEST).join().body());
    }

    @Test
    void aDamagedOrUnknownEncodingIsNoAnswer() throws IOException {
        for (byte[] broken : new byte[][] {LIST, Arrays.copyOf(gzipped(LIST), 30), new byte[0]}) {
            body = broken;
            assertInstanceOf(IOException.class, failure(api.send(REQUEST)));
        }
        encoding = "br";
        String message = failure(api.send(REQUEST)).getMessage();
        assertTrue(message.contains("encoded as br"), message);
    }

    private static Throwable failure(CompletableFuture<?> answer) {
        return assertThrows(CompletionException.class, answer::join).getCause();
    }
}
