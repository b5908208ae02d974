package io.jenkins.plugins.gkeupgrade.kube;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one gate for everything that changes the cluster: so many at a time, so many a second, and when the server asks
 * for patience everybody waits.
 */
final class Changes {
    private final ApiClient api;
    private final KubernetesServices services;
    private final Semaphore free;
    private final long nanosBetween;
    private long nextStart = System.nanoTime();

    Changes(KubernetesServices services) {
        this.api = services.api();
        this.services = services;
        this.free = new Semaphore(services.limits().changesInFlight(), true);
        this.nanosBetween = (long) (1e9 / services.limits().changesPerSecond());
    }

    /**
     * Sends the request when it is its turn, and again when the server is too busy for it. Blocks the caller while too
     * many are under way, and not for the answer.
     *
     * @throws InterruptedException when the caller is interrupted before the request was sent
     */
    CompletableFuture<ApiResponse> submit(ApiRequest request) throws InterruptedException {
        Duration timeout = services.limits().requestTimeout();
        if (!free.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return CompletableFuture.failedFuture(new TimeoutException(
                    "other changes of this cluster took all places for " + timeout.toSeconds() + " s"));
        }
        CompletableFuture<ApiResponse> result =
                new CompletableFuture<ApiResponse>().orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        result.whenComplete((answer, error) -> free.release());
        send(request, System.nanoTime() + timeout.toNanos(), result);
        return result;
    }

    private void send(ApiRequest request, long deadline, CompletableFuture<ApiResponse> result) {
        long wait = reserve();
        if (wait <= 0) {
            sendNow(request, deadline, result);
            return;
        }
        try {
            services.scheduler().schedule(() -> sendNow(request, deadline, result), wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e); // the connection is being closed
        }
    }

    private void sendNow(ApiRequest request, long deadline, CompletableFuture<ApiResponse> result) {
        api.send(request).whenComplete((response, error) -> {
            if (error != null) {
                result.completeExceptionally(error);
            } else if (response.throttled() && !Evictions.blocked(response, services.json())) {
                sendAgain(request, response, deadline, result);
            } else {
                result.complete(response);
            }
        });
    }

    private void sendAgain(
            ApiRequest request, ApiResponse response, long deadline, CompletableFuture<ApiResponse> result) {
        services.counts().throttled();
        Duration asked = response.retryAfter() == null ? Duration.ofSeconds(1) : response.retryAfter();
        pause(asked);
        if (System.nanoTime() + asked.toNanos() >= deadline) {
            result.complete(response);
        } else {
            send(request, deadline, result);
        }
    }

    /** @return how long to wait for the next turn, in nanoseconds */
    private synchronized long reserve() {
        long now = System.nanoTime();
        nextStart = nextStart - now < 0 ? now : nextStart;
        long wait = nextStart - now;
        nextStart += nanosBetween;
        return wait;
    }

    private synchronized void pause(Duration asked) {
        long until = System.nanoTime() + asked.toNanos();
        if (until - nextStart > 0) {
            nextStart = until;
        }
    }
}
