package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which node pool a node belongs to. GKE writes it on every node; elsewhere an administrator may write the same label, and
 * nodes without it go by what they are set apart for.
 */
public final class PoolOfNode {
    /** Those that are set apart for nothing. */
    public static final String DEFAULT = "default";

    public static final String CONTROL_PLANE = "control-plane";

    /** The second is from before Kubernetes 1.24. */
    private static final List<String> ROLES =
            List.of("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master");

    private static final Comparator<Map.Entry<String, String>> USUAL_KEY_FIRST = Comparator.comparing(
                    (Map.Entry<String, String> mark) -> !mark.getKey().equals(OptInTaint.DEFAULT_KEY))
            .thenComparing(Map.Entry::getKey);

    private PoolOfNode() {}

    /** Name of the pool. */
    public static String of(Manifest node) {
        String label = node.text("metadata", "labels", OptInEdit.POOL_LABEL);
        return label.isEmpty() ? mark(node).orElseGet(() -> role(node)) : label;
    }

    /** {@code kubernetes_version-1.33} for nodes with that taint, or with the usual label of which the taint was taken. */
    private static Optional<String> mark(Manifest node) {
        Stream<Map.Entry<String, String>> taints = node.items("spec", "taints").stream()
                .filter(taint -> taint.text("effect").equals(Taint.Effect.NO_SCHEDULE.kubernetes()))
                .map(taint -> Map.entry(taint.text("key"), taint.text("value")));
        Stream<Map.Entry<String, String>> label =
                Stream.of(Map.entry(OptInTaint.DEFAULT_KEY, node.text("metadata", "labels", OptInTaint.DEFAULT_KEY)));
        return Stream.concat(taints, label)
                .filter(mark -> GkeVersion.marked(mark.getValue()).isPresent())
                .min(USUAL_KEY_FIRST)
                // A slash may be in no label, and so in no pool's name.
                .map(mark -> mark.getKey().substring(mark.getKey().indexOf('/') + 1) + "-" + mark.getValue());
    }

    private static String role(Manifest node) {
        return ROLES.stream().anyMatch(node.labels()::containsKey) ? CONTROL_PLANE : DEFAULT;
    }
}
