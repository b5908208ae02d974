package io.jenkins.plugins.gkeupgrade.probe;

import io.jenkins.plugins.gkeupgrade.engine.port.Probes.Answer;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * GETs addresses without blocking anybody. Verifies certificates against the JVM's trust store, follows no redirect, and
 * gives up after a short time.
 */
public final class HttpQuestions {
    /** Gates measure again and again, so a slow answer is better no answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Nothing blocks them but the look-up of a host's address. */
    private static final int WORKERS = 2;

    private static final Duration IDLE = Duration.ofSeconds(5);

    private final HttpClient client;
    private final Duration patience;

    public HttpQuestions() {
        this(PATIENCE);
    }

    HttpQuestions(Duration patience) {
        this.patience = patience;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(workers())
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience);
        if (ProxySelector.getDefault() != null) {
            builder.proxy(ProxySelector.getDefault());
        }
        this.client = builder.build();
    }

    private static Executor workers() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                WORKERS, WORKERS, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "GKE upgrade gates");
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /**
     * Asks once.
     *
     * @param authorization value of that header, secret; empty for none
     * @return never fails: no answer is an answer too
     */
    public CompletableFuture<Answer> get(URI url, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(patience)
                .header("Accept", "application/json, text/plain, */*")
                .header("User-Agent", "gke-opt-in-upgrade");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        CompletableFuture<HttpResponse<String>> sent =
                client.sendAsync(request.GET().build(), response -> new CutText());
        // The request's own timeout ends with the headers.
        return sent.<Answer>thenApply(response -> new Answer.Answered(response.statusCode(), response.body()))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> {
                    sent.cancel(true); // or an answer that trickles in would go on for ever
                    return new Answer.Unanswered(why(error));
                });
    }

    private String why(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return "no answer within " + patience.toSeconds() + " s";
        }
        if (cause instanceof ConnectException) {
            return "no connection";
        }
        // What else such exceptions say may quote the request.
        return cause instanceof SSLException
                ? "the connection is not trusted (" + cause.getClass().getSimpleName() + ")"
                : "no answer (" + cause.getClass().getSimpleName() + ")";
    }
}
