package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Lists resources once, several at a time, and watches none of them. */
record OneTimeLists(KubernetesServices services) {
    /** Ends when all lists are there; fails with the first that could not be had, a missing permission apart. */
    CompletableFuture<Map<ResourceKind, Listed>> of(Set<ResourceKind> kinds, String namespace) {
        Map<ResourceKind, Listed> lists = new ConcurrentHashMap<>();
        CompletableFuture<?>[] all = kinds.stream()
                .map(kind -> one(kind, namespace).thenAccept(listed -> lists.put(kind, listed)))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> {
            Map<ResourceKind, Listed> ordered = new EnumMap<>(ResourceKind.class);
            ordered.putAll(lists);
            return ordered;
        });
    }

    private CompletableFuture<Listed> one(ResourceKind kind, String namespace) {
        String where = kind.namespaced() ? namespace : "";
        Operation operation = Operation.on("list", kind, where, "");
        ObjectParser parser = new ObjectParser(services.json(), kind);
        return services.versions()
                .of(kind)
                .thenCompose(version -> new Listing(services.api(), parser, kind, where, version).fetch())
                .handle((listing, error) -> {
                    if (error == null) {
                        return new Listed.Objects(listing.objects());
                    }
                    if (!(ApiClient.unwrapped(error) instanceof UnsuccessfulException refused)) {
                        throw services.failures().of(operation, error);
                    }
                    if (services.failures().missingPermission(refused.response())) {
                        return new Listed.Forbidden(
                                operation.toString(),
                                services.failures()
                                        .forbidden(operation, refused.response())
                                        .getMessage());
                    }
                    if (refused.response().code() == 404) {
                        services.versions().forget();
                    }
                    throw services.failures().of(operation, refused.response());
                });
    }
}
