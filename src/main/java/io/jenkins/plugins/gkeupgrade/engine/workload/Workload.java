package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A workload, read from its manifest. */
public record Workload(WorkloadRef ref, Manifest manifest) {
    public static Workload of(WorkloadKind kind, Manifest manifest) {
        return new Workload(new WorkloadRef(kind, manifest.namespace(), manifest.name()), manifest);
    }

    public WorkloadKind kind() {
        return ref.kind();
    }

    @SuppressWarnings("unchecked") // trees have string keys only
    public Map<String, Object> podSpec() {
        return manifest.at(kind().podSpecPath()) instanceof Map<?, ?> spec ? (Map<String, Object>) spec : Map.of();
    }

    /** Labels that its pods get, by which Services and PodDisruptionBudgets find them. */
    public Map<String, Object> podLabels() {
        List<String> spec = kind().podSpecPath();
        List<String> labels = new ArrayList<>(spec.subList(0, spec.size() - 1));
        labels.addAll(List.of("metadata", "labels"));
        return Trees.mutableMap(manifest.at(labels));
    }

    public Placement placement() {
        return Placement.of(podSpec());
    }

    /** Pods wanted; 1 when the manifest does not say, as Kubernetes defaults it. */
    public int replicas() {
        return (int) manifest.number(1, "spec", "replicas");
    }

    /** The label {@code team} (or {@code app.kubernetes.io/part-of}), empty when there is none. */
    public String team() {
        String team = manifest.text("metadata", "labels", "team");
        return team.isEmpty() ? manifest.text("metadata", "labels", "app.kubernetes.io/part-of") : team;
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
