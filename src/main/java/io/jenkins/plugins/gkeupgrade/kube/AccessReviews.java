package io.jenkins.plugins.gkeupgrade.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the API server what its user may do, in all namespaces. Everybody may ask that of himself. One right at a time: a
 * list of all rights (SelfSubjectRulesReview) leaves out what a webhook grants, as GKE's does for IAM.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access">Checking API
 *     access</a>
 */
record AccessReviews(KubernetesServices services) {
    private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    /** At a time; an API server that others use as well should not notice. */
    private static final int BATCH = 16;

    /** The rights that are missing, in order; fails when the API server does not say. */
    CompletableFuture<List<Right>> missing(List<Right> rights) {
        if (rights.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<Right> now = rights.subList(0, Math.min(BATCH, rights.size()));
        List<CompletableFuture<Boolean>> asked = now.stream().map(this::allowed).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenCompose(answered -> missing(rights.subList(now.size(), rights.size())))
                .thenApply(later -> {
                    List<Right> missing = new ArrayList<>();
                    for (int i = 0; i < now.size(); i++) {
                        if (!asked.get(i).join()) {
                            missing.add(now.get(i));
                        }
                    }
                    missing.addAll(later);
                    return missing;
                });
    }

    private CompletableFuture<Boolean> allowed(Right right) {
        Operation operation = new Operation("create", "selfsubjectaccessreviews.authorization.k8s.io", "", "");
        String body = services.json()
                .write(Map.of(
                        "apiVersion",
                        "authorization.k8s.io/v1",
                        "kind",
                        "SelfSubjectAccessReview",
                        "spec",
                        right.review()));
        return services.api()
                .send(new ApiRequest(operation, "POST", PATH, "application/json", body))
                .thenApply(response -> {
                    if (!response.successful()) {
                        throw services.failures().of(operation, response);
                    }
                    return response.status(services.json()).flag("status", "allowed");
                });
    }
}
