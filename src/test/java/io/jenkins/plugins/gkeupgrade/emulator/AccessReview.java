package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.Map;

/** What a user may do, as far as nobody took it away: {@code kubectl auth can-i}. */
final class AccessReview {
    private AccessReview() {}

    @SuppressWarnings("unchecked") // JSON objects have string keys
    static KubernetesHandler.Reply answer(Map<?, ?> asked, KubernetesFaults faults) {
        Manifest review = Manifest.wrap((Map<String, Object>) asked);
        String path = review.text("spec", "nonResourceAttributes", "path");
        KubernetesRequest request = path.isEmpty()
                ? onResource(review)
                : new KubernetesRequest(review.text("spec", "nonResourceAttributes", "verb"), path, "", "");
        return new KubernetesHandler.Reply(
                201,
                Map.of(
                        "kind",
                        "SelfSubjectAccessReview",
                        "apiVersion",
                        "authorization.k8s.io/v1",
                        "status",
                        Map.of("allowed", !faults.forbids(request))));
    }

    private static KubernetesRequest onResource(Manifest review) {
        String subresource = review.text("spec", "resourceAttributes", "subresource");
        String group = review.text("spec", "resourceAttributes", "group");
        return new KubernetesRequest(
                review.text("spec", "resourceAttributes", "verb"),
                review.text("spec", "resourceAttributes", "resource")
                        + (subresource.isEmpty() ? "" : "/" + subresource)
                        + (group.isEmpty() ? "" : "." + group),
                review.text("spec", "resourceAttributes", "namespace"),
                "");
    }
}
