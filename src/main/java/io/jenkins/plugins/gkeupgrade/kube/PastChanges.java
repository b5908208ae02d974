package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks a server once for the changes of one resource in the past, by a short watch from there. Servers remember a minute
 * at the least, and usually five.
 */
final class PastChanges {
    /** A server ends the watch then, and marks two seconds earlier how far it has told everything. */
    private static final int SECONDS = 3;

    private static final int GONE = 410;

    private final KubernetesServices services;
    private final ObjectParser parser;
    private final ResourceKind kind;
    private final Operation operation;
    private final String path;
    private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<List<Change>> answer = new CompletableFuture<>();
    private long upTo;

    /** @param path of the resource */
    PastChanges(KubernetesServices services, ObjectParser parser, ResourceKind kind, Operation operation, String path) {
        this.services = services;
        this.parser = parser;
        this.kind = kind;
        this.operation = operation;
        this.path = path;
    }

    /** Says that the server has forgotten. */
    static final class Forgotten extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Forgotten() {
            super("The Kubernetes API server has forgotten the changes since then.");
        }
    }

    /** The future fails with {@link Forgotten} when the server does not know any more, else with what it means. */
    CompletableFuture<List<Change>> between(long after, long last) {
        upTo = last;
        Consumer<byte[]> lines = new LineSplitter(this::line);
        String query = "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + SECONDS + "&resourceVersion=" + after;
        services.api().stream(ApiRequest.get(operation, path + query), lines).whenComplete((stream, error) -> {
            if (error != null) {
                answer.completeExceptionally(meaning(ApiClient.unwrapped(error)));
            } else {
                read(stream);
            }
        });
        return answer.orTimeout(services.limits().requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void read(ApiClient.Stream stream) {
        answer.whenComplete((all, error) -> stream.body().cancel());
        stream.body().done().whenComplete((done, error) -> {
            if (error == null) {
                complete();
            } else {
                answer.completeExceptionally(meaning(ApiClient.unwrapped(error)));
            }
        });
        stream.body().consume();
    }

    private Throwable meaning(Throwable error) {
        if (!(error instanceof UnsuccessfulException refused)) {
            return services.failures().of(operation, error);
        }
        return refused.response().code() == GONE
                ? new Forgotten()
                : services.failures().of(operation, refused.response());
    }

    private void complete() {
        answer.complete(List.copyOf(changes));
    }

    private void line(byte[] line) {
        Manifest event = parser.event(line);
        Manifest object = Manifest.wrap(event.map("object"));
        switch (event.text("type")) {
            case "ADDED", "MODIFIED" -> add(object, false);
            case "DELETED" -> add(object, true);
            // Comes after all that is past.
            case "BOOKMARK" -> complete();
            default -> answer.completeExceptionally(new Forgotten());
        }
    }

    private void add(Manifest object, boolean deleted) {
        long version = ObjectCache.number(object.resourceVersion());
        if (version <= upTo) {
            changes.add(new Change(kind, version, object, deleted));
        }
        if (version >= upTo) {
            complete();
        }
    }
}
