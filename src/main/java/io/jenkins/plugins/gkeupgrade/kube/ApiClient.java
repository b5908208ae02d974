package io.jenkins.plugins.gkeupgrade.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BufferUtil;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends requests to one API server. Nothing here blocks; answers come on the connection's worker threads. */
final class ApiClient implements AutoCloseable {
    /** After so many requests in a row without any answer, the TCP connection is taken for dead. */
    private static final int SILENT_REQUESTS = 2;
    /** Enough for a server that answers again to have read what it decides by, even where it has little CPU. */
    private static final Duration BACK_FOR_GOOD = Duration.ofSeconds(30);

    private final Supplier<HttpClient> clients;
    private final String server;
    private final Duration timeout;
    private final RequestCounts counts;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicLong lastAway = new AtomicLong(System.nanoTime() - BACK_FOR_GOOD.toNanos());
    private volatile HttpClient client;

    /**
     * @param clients makes a client with connections of its own
     * @param server such as {@code https://10.1.2.3}, without a slash at the end
     */
    ApiClient(Supplier<HttpClient> clients, String server, Duration timeout, RequestCounts counts) {
        this.clients = clients;
        this.server = server;
        this.timeout = timeout;
        this.counts = counts;
        this.client = clients.get();
    }

    /** A response whose body comes in pieces. */
    record Stream(int code, Duration retryAfter, String encoding, AsyncBody body) {}

    String server() {
        return server;
    }

    /** Sends the request; the future fails with an I/O or a timeout exception when there was no whole answer. */
    CompletableFuture<ApiResponse> send(ApiRequest request) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        CompletableFuture<ApiResponse> answer = new CompletableFuture<>();
        open(request, timeout, ContentEncoding.GZIP, (pieces, body) -> {
                    received.writeBytes(BufferUtil.toArray(pieces));
                    body.consume();
                })
                .whenComplete((response, error) -> {
                    if (error != null) {
                        answer.completeExceptionally(unwrapped(error));
                        return;
                    }
                    response.body().done().whenComplete((done, broken) -> {
                        if (broken == null) {
                            complete(answer, response, received.toByteArray());
                        } else {
                            answer.completeExceptionally(unwrapped(broken));
                        }
                    });
                    answer.whenComplete((whole, late) -> {
                        if (late instanceof TimeoutException) {
                            response.body().cancel();
                        }
                    });
                    response.body().consume();
                });
        answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        answer.whenComplete((whole, error) -> noteAnswer(error));
        return answer;
    }

    private static void complete(CompletableFuture<ApiResponse> answer, Stream response, byte[] received) {
        try {
            byte[] body = ContentEncoding.unpacked(received, response.encoding());
            answer.complete(new ApiResponse(response.code(), response.retryAfter(), body));
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
    }

    /**
     * Opens a response without an end; it is up to the caller to consume or cancel its body. The future fails with
     * {@link UnsuccessfulException} for any other answer than 200.
     *
     * @param pieces takes the body as it arrives
     */
    CompletableFuture<Stream> stream(ApiRequest request, Consumer<byte[]> pieces) {
        ByteArrayOutputStream refusal = new ByteArrayOutputStream();
        AtomicBoolean refused = new AtomicBoolean();
        CompletableFuture<Stream> opened = new CompletableFuture<>();
        // Without a timeout on the request, which in some JDKs would cover the endless body too.
        open(request, null, "identity", (buffers, body) -> {
                    byte[] bytes = BufferUtil.toArray(buffers);
                    if (refused.get()) {
                        refusal.writeBytes(bytes);
                    } else {
                        pieces.accept(bytes);
                    }
                    body.consume();
                })
                .whenComplete((response, error) -> {
                    if (error != null) {
                        opened.completeExceptionally(unwrapped(error));
                    } else if (response.code() != 200) {
                        refused.set(true);
                        response.body()
                                .done()
                                .whenComplete((done, broken) ->
                                        opened.completeExceptionally(new UnsuccessfulException(new ApiResponse(
                                                response.code(), response.retryAfter(), refusal.toByteArray()))));
                        response.body().consume();
                    } else if (!opened.complete(response)) {
                        response.body().cancel();
                    }
                });
        opened.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        opened.whenComplete((response, error) -> noteAnswer(error));
        return opened;
    }

    private CompletableFuture<Stream> open(
            ApiRequest request, Duration within, String encoding, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        counts.sent(request.operation());
        try {
            HttpClient now = client;
            HttpRequest.Builder wire = now.newHttpRequestBuilder()
                    .uri(server + request.path())
                    .method(request.method(), request.contentType(), request.body())
                    .header("Accept", "application/json")
                    .header(ContentEncoding.ACCEPTED_HEADER, encoding);
            if (within != null) {
                wire.timeout(within.toMillis(), TimeUnit.MILLISECONDS);
            }
            return now.consumeBytes(wire.build(), consumer).thenApply(ApiClient::stream);
        } catch (RuntimeException e) {
            // The token supplier failed, or the client is closed.
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Stream stream(HttpResponse<AsyncBody> response) {
        return new Stream(
                response.code(),
                retryAfter(response.header("Retry-After")),
                response.header(ContentEncoding.HEADER),
                response.body());
    }

    private static Duration retryAfter(String seconds) {
        try {
            return seconds == null ? null : Duration.ofSeconds(Math.max(0, Long.parseLong(seconds.strip())));
        } catch (NumberFormatException e) {
            // API servers send seconds; a date, as HTTP also allows, may come from a proxy.
            return Duration.ofSeconds(1);
        }
    }

    /** A connection that was cut without a word takes requests for many minutes and answers none. */
    private void noteAnswer(Throwable error) {
        Throwable why = error == null ? null : unwrapped(error);
        if (why instanceof IOException || why instanceof TimeoutException) {
            lastAway.set(System.nanoTime());
        }
        if (why instanceof TimeoutException || why instanceof HttpTimeoutException) {
            if (unanswered.incrementAndGet() >= SILENT_REQUESTS) {
                renew();
            }
        } else {
            unanswered.set(0);
        }
    }

    /** Whether a request of the last half a minute has had no answer. */
    boolean awayLately() {
        return System.nanoTime() - lastAway.get() < BACK_FOR_GOOD.toNanos();
    }

    /** Has later requests go over a new connection; what runs on the old one is left alone. */
    void renew() {
        unanswered.set(0);
        client = clients.get();
    }

    static Throwable unwrapped(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public void close() {
        client.close();
    }
}
