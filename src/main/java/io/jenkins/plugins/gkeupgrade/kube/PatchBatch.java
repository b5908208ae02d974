package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Some patches under way together. A missing permission or refused credentials stop what has not been sent yet. */
final class PatchBatch {
    private static final String UNFIT = "the server rejected our request due to an error in our request";

    private final KubernetesServices services;
    private final SharedFeeds feeds;
    private final Changes changes;
    private final boolean refusedBefore;
    private final AtomicBoolean refused = new AtomicBoolean();
    private final AtomicBoolean hopeless = new AtomicBoolean();

    /** @param refusedBefore whether the server did not accept the credentials last time */
    PatchBatch(KubernetesServices services, SharedFeeds feeds, Changes changes, boolean refusedBefore) {
        this.services = services;
        this.feeds = feeds;
        this.changes = changes;
        this.refusedBefore = refusedBefore;
    }

    /** Whether the server did not accept the credentials. */
    boolean refused() {
        return refused.get();
    }

    /**
     * Sends all and waits for all.
     *
     * @throws ExecutionException when a patch met a failure that is not about this patch alone
     */
    List<PatchResult> run(List<ObjectPatch> patches) throws InterruptedException, ExecutionException {
        List<CompletableFuture<PatchResult>> results = new ArrayList<>(patches.size());
        for (ObjectPatch patch : patches) {
            if (hopeless.get()) {
                break;
            }
            results.add(submit(patch));
        }
        CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)).get();
        return results.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<PatchResult> submit(ObjectPatch patch) throws InterruptedException, ExecutionException {
        ResourceKind kind = patch.kind();
        String apiVersion = services.versions().of(kind).get();
        ApiRequest request = Patches.request(patch, apiVersion, services.json());
        return changes.submit(request).handle((response, error) -> {
            if (error != null) {
                return new PatchResult.Unknown(services.failures().noAnswer(request.operation(), error));
            }
            return result(request.operation(), kind, response);
        });
    }

    private PatchResult result(Operation operation, ResourceKind kind, ApiResponse response) {
        if (response.successful()) {
            Manifest now = new ObjectParser(services.json(), kind).object(response.body());
            feeds.applied(kind, now);
            return new PatchResult.Applied(now);
        }
        if (services.failures().refusedTooEarly(response)) {
            return unknown(response);
        }
        if (services.failures().missingPermission(response)) {
            hopeless.set(true);
            throw services.failures().forbidden(operation, response);
        }
        return switch (response.code()) {
            case 401 -> throw unauthorized(operation);
            case 404 -> notFound(response);
            case 409 -> new PatchResult.Conflict();
            case 422 -> unfit(response) ? new PatchResult.Conflict() : new PatchResult.Rejected(message(response));
            case 408, 429 -> unknown(response);
            default -> response.code() >= 500 ? unknown(response) : new PatchResult.Rejected(message(response));
        };
    }

    /**
     * Whether the operations did not fit the object, as when somebody else has just removed what a patch removes. The
     * server applies them before it compares versions, and tells of that in a sentence of its own; objects that are not
     * valid it tells of in others.
     *
     * @see <a href="https://github.com/kubernetes/apimachinery/blob/v0.33.0/pkg/api/errors/errors.go">NewGenericServerResponse</a>
     */
    private boolean unfit(ApiResponse response) {
        return message(response).equals(UNFIT);
    }

    private RuntimeException unauthorized(Operation operation) {
        hopeless.set(true);
        refused.set(true);
        return services.failures().unauthorized(operation, refusedBefore);
    }

    /** The object is not there, or the version of the API is not there any more: then the answer is no Status. */
    private PatchResult notFound(ApiResponse response) {
        if (response.status(services.json()).kind().equals("Status")) {
            return new PatchResult.Gone();
        }
        services.versions().forget();
        return unknown(response);
    }

    private PatchResult unknown(ApiResponse response) {
        return new PatchResult.Unknown(message(response));
    }

    private String message(ApiResponse response) {
        return response.message(services.json());
    }
}
