package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Which versions of an API this server has. Most have but one; for the others the server is asked once, and again when
 * it says that a version is gone, as after an upgrade.
 */
final class ApiVersions {
    private final ApiClient api;
    private final JsonTrees json;
    private final ApiFailures failures;
    private final AtomicReference<CompletableFuture<List<Manifest>>> groups = new AtomicReference<>();
    private final AtomicReference<CompletableFuture<List<String>>> batch = new AtomicReference<>();
    private final AtomicReference<CompletableFuture<String>> eviction = new AtomicReference<>();

    ApiVersions(ApiClient api, JsonTrees json, ApiFailures failures) {
        this.api = api;
        this.json = json;
        this.failures = failures;
    }

    /** The {@code apiVersion} to use for the kind, such as {@code v1} or {@code policy/v1beta1}. */
    CompletableFuture<String> of(ResourceKind kind) {
        return switch (kind) {
            case DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS, REPLICA_SETS -> CompletableFuture.completedFuture("apps/v1");
            case JOBS -> CompletableFuture.completedFuture("batch/v1");
            case CRON_JOBS ->
                batchResources().thenApply(names -> names.contains(kind.plural()) ? "batch/v1" : "batch/v1beta1");
            // Both are v1 since before Kubernetes 1.20.
            case STORAGE_CLASSES, VALIDATING_WEBHOOKS, MUTATING_WEBHOOKS ->
                CompletableFuture.completedFuture(kind.group() + "/v1");
            case POD_DISRUPTION_BUDGETS -> firstServed("policy", "v1", "v1beta1");
            case ENDPOINT_SLICES -> firstServed("discovery.k8s.io", "v1", "v1beta1");
            case HORIZONTAL_POD_AUTOSCALERS -> firstServed("autoscaling", "v2", "v2beta2", "v1");
            default -> CompletableFuture.completedFuture("v1");
        };
    }

    /** The {@code apiVersion} of the Eviction that the server takes: {@code policy/v1} since Kubernetes 1.22. */
    CompletableFuture<String> ofEviction() {
        return once(
                eviction,
                () -> resources("/api/v1")
                        .thenApply(core -> core.stream()
                                .filter(resource -> resource.text("name").equals("pods/eviction"))
                                .map(resource -> resource.text("group") + "/" + resource.text("version"))
                                .findFirst()
                                .orElse("policy/v1")));
    }

    /** Path of a collection or, with a name, of an object. */
    static String path(String apiVersion, ResourceKind kind, String namespace, String name) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/")
                + apiVersion
                + (kind.namespaced() && !namespace.isEmpty() ? "/namespaces/" + namespace : "")
                + "/"
                + kind.plural()
                + (name.isEmpty() ? "" : "/" + name);
    }

    /** Asks anew when next asked. */
    void forget() {
        groups.set(null);
        batch.set(null);
        eviction.set(null);
    }

    private CompletableFuture<String> firstServed(String group, String... wanted) {
        return once(groups, () -> get("/apis").thenApply(list -> list.items("groups")))
                .thenApply(all -> {
                    List<String> served = all.stream()
                            .filter(candidate -> candidate.text("name").equals(group))
                            .flatMap(candidate -> candidate.items("versions").stream())
                            .map(version -> version.text("version"))
                            .toList();
                    String version = Arrays.stream(wanted)
                            .filter(served::contains)
                            .findFirst()
                            .orElse(wanted[0]);
                    return group + "/" + version;
                });
    }

    private CompletableFuture<List<String>> batchResources() {
        return once(
                batch,
                () -> resources("/apis/batch/v1")
                        .thenApply(all ->
                                all.stream().map(item -> item.text("name")).toList()));
    }

    private CompletableFuture<List<Manifest>> resources(String path) {
        return get(path).thenApply(list -> list.items("resources"));
    }

    private CompletableFuture<Manifest> get(String path) {
        ApiRequest request = ApiRequest.get(path);
        return api.send(request).thenApply(response -> {
            if (!response.successful()) {
                throw failures.of(request.operation(), response);
            }
            return response.status(json);
        });
    }

    /** Remembers a success; a failure is only for those who asked meanwhile. */
    private static <T> CompletableFuture<T> once(
            AtomicReference<CompletableFuture<T>> memory, Supplier<CompletableFuture<T>> ask) {
        CompletableFuture<T> known = memory.get();
        if (known != null && !known.isCompletedExceptionally()) {
            return known;
        }
        CompletableFuture<T> promise = new CompletableFuture<>();
        if (!memory.compareAndSet(known, promise)) {
            return once(memory, ask);
        }
        ask.get().whenComplete((answer, error) -> {
            if (error == null) {
                promise.complete(answer);
            } else {
                promise.completeExceptionally(error);
            }
        });
        return promise;
    }
}
