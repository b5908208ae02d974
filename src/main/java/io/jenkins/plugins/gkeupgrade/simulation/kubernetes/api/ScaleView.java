package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A workload as its scale subresource shows it. */
final class ScaleView {
    private ScaleView() {}

    static Manifest of(Resource resource, Manifest workload) {
        if (!workload.map("spec").containsKey("replicas")) {
            throw ApiException.notFound(resource, workload.name());
        }
        return Manifest.wrap(Trees.tree(
                "kind",
                "Scale",
                "apiVersion",
                "autoscaling/v1",
                "metadata",
                Trees.tree(
                        "name",
                        workload.name(),
                        "namespace",
                        workload.namespace(),
                        "uid",
                        workload.uid(),
                        "resourceVersion",
                        workload.resourceVersion(),
                        "creationTimestamp",
                        workload.at("metadata", "creationTimestamp")),
                "spec",
                Trees.tree("replicas", workload.at("spec", "replicas")),
                "status",
                Trees.tree("replicas", workload.number(0, "status", "replicas"), "selector", selector(workload))));
    }

    private static String selector(Manifest workload) {
        Map<String, Object> selector = workload.map("spec", "selector");
        Map<String, Object> labels =
                selector.containsKey("matchLabels") ? Trees.map(selector, "matchLabels") : selector;
        List<String> pairs = new ArrayList<>();
        labels.forEach((key, value) -> {
            if (value instanceof String) {
                pairs.add(key + "=" + value);
            }
        });
        return String.join(",", pairs);
    }

    /** The workload with what a changed scale asks for. */
    static Map<String, Object> applied(Manifest workload, Map<String, Object> scale) {
        Map<String, Object> changed =
                Trees.with(workload.tree(), Trees.number(scale, 0, "spec", "replicas"), "spec", "replicas");
        String version = Trees.text(scale, "metadata", "resourceVersion");
        return version.isEmpty() ? changed : Trees.with(changed, version, "metadata", "resourceVersion");
    }
}
