package io.jenkins.plugins.gkeupgrade.kube.http;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** A response body that is handed over piece by piece as it arrives; the response counts as received at its headers. */
final class StreamedBody implements BodySubscriber<AsyncBody>, AsyncBody {
    private final Consumer<List<ByteBuffer>> consumer;
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    StreamedBody(Consumer<List<ByteBuffer>> consumer) {
        this.consumer = consumer;
    }

    @Override
    public CompletionStage<AsyncBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        if (!subscription.complete(given)) {
            given.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        try {
            consumer.consume(pieces, this);
        } catch (Exception e) {
            subscription.thenAccept(Subscription::cancel);
            done.completeExceptionally(e);
        }
    }

    @Override
    public void onError(Throwable error) {
        done.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }

    @Override
    public void consume() {
        if (!done.isDone()) {
            subscription.thenAccept(open -> open.request(1));
        }
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void cancel() {
        subscription.thenAccept(Subscription::cancel);
        done.cancel(false);
    }
}
