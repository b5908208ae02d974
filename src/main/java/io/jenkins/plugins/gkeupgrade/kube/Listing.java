package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One consistent list of a resource, fetched page by page.
 *
 * <p>All pages show the same moment. When the server has forgotten that moment half-way (410), the list begins anew.
 */
final class Listing {
    private static final int PAGE = 500;
    /** A list that expires so often under way is too big for pages on this server. */
    private static final int PAGED_ATTEMPTS = 3;

    /** All objects at one moment. */
    record Complete(String apiVersion, List<Manifest> objects, String resourceVersion) {}

    private final ApiClient api;
    private final ObjectParser parser;
    private final Operation operation;
    private final String apiVersion;
    private final String path;

    Listing(ApiClient api, ObjectParser parser, ResourceKind kind, String namespace, String apiVersion) {
        this.api = api;
        this.parser = parser;
        this.operation = Operation.on("list", kind, namespace, "");
        this.apiVersion = apiVersion;
        this.path = ApiVersions.path(apiVersion, kind, namespace, "");
    }

    CompletableFuture<Complete> fetch() {
        return page("", new ArrayList<>(), 1);
    }

    private CompletableFuture<Complete> page(String continuation, List<Manifest> before, int attempt) {
        String limit = attempt > PAGED_ATTEMPTS ? "" : "?limit=" + PAGE;
        String after =
                continuation.isEmpty() ? "" : "&continue=" + URLEncoder.encode(continuation, StandardCharsets.UTF_8);
        return api.send(ApiRequest.get(operation, path + limit + after)).thenCompose(response -> {
            if (response.code() == 410 && !continuation.isEmpty()) {
                return page("", new ArrayList<>(), attempt + 1);
            }
            if (!response.successful()) {
                return CompletableFuture.failedFuture(new UnsuccessfulException(response));
            }
            ObjectParser.Page page = parser.page(response.body());
            before.addAll(page.objects());
            return page.continuation().isEmpty()
                    ? CompletableFuture.completedFuture(new Complete(apiVersion, before, page.resourceVersion()))
                    : page(page.continuation(), before, attempt);
        });
    }
}
