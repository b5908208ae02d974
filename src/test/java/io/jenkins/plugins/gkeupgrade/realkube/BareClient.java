package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Nothing but HTTP/2 and TLS: as fast as the API server answers this machine. */
public final class BareClient {
    private final HttpClient http;
    private final String server;

    private BareClient(HttpClient http, String server) {
        this.http = http;
        this.server = server;
    }

    public static BareClient of(Path kubeconfig) throws IOException, GeneralSecurityException {
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
        HttpClient http = HttpClient.newBuilder()
                .sslContext(SSLUtils.sslContext(config))
                .version(HttpClient.Version.HTTP_2)
                .build();
        return new BareClient(http, config.getMasterUrl().replaceAll("/$", ""));
    }

    public String get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString()).body();
    }

    /** What came back. */
    public record Answer(int code, String body) {}

    /** Sends one request and does not wait. */
    public CompletableFuture<Answer> send(String method, String path, String contentType, String body) {
        HttpRequest request = request(path)
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response.body()));
    }

    /** @param body of the content type that the whole batch has */
    public record Write(String path, String body) {}

    /** Sends all, so many under way at a time, and waits for all answers. */
    public Duration patch(List<Write> writes, String contentType, int inFlight) throws InterruptedException {
        Semaphore free = new Semaphore(inFlight);
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (Write write : writes) {
            HttpRequest request = request(write.path())
                    .header("Content-Type", contentType)
                    .method("PATCH", BodyPublishers.ofString(write.body()))
                    .build();
            free.acquire();
            CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
            answer.whenComplete((response, error) -> free.release());
            answers.add(answer);
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        answers.stream()
                .map(CompletableFuture::join)
                .filter(r -> r.statusCode() != 200)
                .findFirst()
                .ifPresent(r -> {
                    throw new IllegalStateException(r.statusCode() + ": " + new String(r.body()));
                });
        return took;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).header("Accept", "application/json");
    }
}
