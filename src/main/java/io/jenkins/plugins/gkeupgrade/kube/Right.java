package io.jenkins.plugins.gkeupgrade.kube;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One verb on one resource in all namespaces, in the words of RBAC.
 *
 * @param verb such as {@code list}
 * @param resource such as {@code deployments.apps} or {@code pods/eviction}, or a path such as {@code /metrics}
 */
public record Right(String verb, String resource) {
    /** What docs/rbac/step-user.yaml grants. A test compares. */
    public static final List<Right> OF_STEPS = Stream.of(
                    all(
                            "list watch patch",
                            "deployments.apps statefulsets.apps daemonsets.apps replicasets.apps"
                                    + " replicationcontrollers jobs.batch cronjobs.batch"),
                    all("list watch delete", "pods"),
                    all("create", "pods/eviction"),
                    all("list watch", "services endpointslices.discovery.k8s.io poddisruptionbudgets.policy nodes"),
                    all(
                            "list",
                            "persistentvolumeclaims horizontalpodautoscalers.autoscaling persistentvolumes"
                                    + " storageclasses.storage.k8s.io"
                                    + " validatingwebhookconfigurations.admissionregistration.k8s.io"
                                    + " mutatingwebhookconfigurations.admissionregistration.k8s.io"),
                    all("get", "/metrics"))
            .flatMap(rights -> rights)
            .toList();

    /** What docs/rbac/retire-pool.yaml grants beyond those. */
    public static final List<Right> OF_RETIRING = List.of(new Right("patch", "nodes"));

    private static Stream<Right> all(String verbs, String resources) {
        return Arrays.stream(resources.split(" "))
                .flatMap(resource -> Arrays.stream(verbs.split(" ")).map(verb -> new Right(verb, resource)));
    }

    /** As the {@code spec} of a SelfSubjectAccessReview asks for it. */
    Map<String, Object> review() {
        if (resource.startsWith("/")) {
            return Map.of("nonResourceAttributes", Map.of("verb", verb, "path", resource));
        }
        int dot = resource.indexOf('.');
        String[] parts = (dot < 0 ? resource : resource.substring(0, dot)).split("/");
        return Map.of(
                "resourceAttributes",
                Map.of(
                        "verb",
                        verb,
                        "group",
                        dot < 0 ? "" : resource.substring(dot + 1),
                        "resource",
                        parts[0],
                        "subresource",
                        parts.length > 1 ? parts[1] : ""));
    }

    @Override
    public String toString() {
        return verb + " " + resource;
    }
}
