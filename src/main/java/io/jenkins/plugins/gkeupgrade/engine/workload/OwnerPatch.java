package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The change that opting in would make, as files for the repository of whoever owns the workload: a strategic merge
 * patch, as kustomize takes it, and for a chart a hint which values mean the same.
 *
 * @param plan of the move that the owner is to make
 * @see <a href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/">Strategic
 *     merge patch</a>
 */
public record OwnerPatch(MovePlan plan, Ownership owner) {
    private static final String FOLDER = "gke-upgrade/";

    /** Path of the patch, {@code gke-upgrade/NAMESPACE-KIND-NAME.patch.yaml}. */
    public String file() {
        return FOLDER + stem() + ".patch.yaml";
    }

    private String stem() {
        WorkloadRef ref = plan.workload().ref();
        return (ref.namespace() + "-" + ref.kind().kubernetes() + "-" + ref.name()).toLowerCase(Locale.ROOT);
    }

    /** The files by path. */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(file(), patch());
        if (owner.tool().charts()) {
            files.put(FOLDER + stem() + ".values.yaml", values());
        }
        return files;
    }

    private String patch() {
        return comment(
                        "Opts " + plan.workload() + " in to " + plan.record().optIn() + ". It belongs to " + owner
                                + ".",
                        how())
                + YamlText.of(tree());
    }

    /** With a target, kustomize takes no heed of the namespace here, which a manifest may get only from an overlay. */
    private String how() {
        return owner.tool() == Ownership.Tool.OPERATOR
                ? "A custom resource has fields of its own for this: set the same there. To go back, take it out again."
                : """
                A strategic merge patch. With kustomize, in kustomization.yaml (name: as the manifest there has it):
                  patches:
                  - path: %s
                    target: {kind: %s, name: %s}
                To go back, take it out again.""".formatted(
                                file().substring(FOLDER.length()),
                                plan.workload().kind().kubernetes(),
                                plan.workload().ref().name());
    }

    private String values() {
        return comment(
                        "Opts " + plan.workload() + " in to " + plan.record().optIn() + ". It belongs to " + owner
                                + ".",
                        "A hint: these are the names that charts made by 'helm create' have; a chart with several"
                                + " workloads",
                        "has them below the name of each. Lists replace those of the chart.")
                + YamlText.of(podSpec(false));
    }

    private static String comment(String... lines) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(lines)
                .flatMap(String::lines)
                .forEach(line -> text.append("# ").append(line).append('\n'));
        return text.toString();
    }

    private Map<String, Object> tree() {
        Workload workload = plan.workload();
        Object change = podSpec(true);
        List<String> path = workload.kind().podSpecPath();
        for (int i = path.size() - 1; i > 0; i--) {
            change = Map.of(path.get(i), change);
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", workload.ref().name());
        metadata.put("namespace", workload.ref().namespace());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", workload.manifest().text("apiVersion"));
        tree.put("kind", workload.kind().kubernetes());
        tree.put("metadata", metadata);
        tree.put(path.get(0), change);
        return tree;
    }

    /**
     * What changes. Tolerations and node selector terms have no merge key, so that a patch carries all of them.
     *
     * @param images whether to pin them too
     */
    private Map<String, Object> podSpec(boolean images) {
        Placement before = plan.record().before();
        Placement after = plan.record().after();
        Map<String, Object> spec = new LinkedHashMap<>();
        if (!Trees.same(before.tolerations(), after.tolerations())) {
            spec.put("tolerations", after.tolerations());
        }
        if (!Trees.same(before.affinity(), after.affinity())) {
            spec.put("affinity", NodeTerms.withTerms(null, NodeTerms.of(after.affinity())));
        }
        Map<String, Object> selector = changed(before.nodeSelector(), after.nodeSelector());
        if (!selector.isEmpty()) {
            spec.put("nodeSelector", selector);
        }
        if (images) {
            pins(spec);
        }
        return spec;
    }

    private static Map<String, Object> changed(Object before, Object after) {
        Map<String, Object> was = Trees.mutableMap(before);
        Map<String, Object> changed = Trees.mutableMap(after);
        changed.entrySet().removeIf(e -> Trees.same(e.getValue(), was.get(e.getKey())));
        was.keySet().stream()
                .filter(key -> !Trees.mutableMap(after).containsKey(key))
                .forEach(key -> changed.put(key, null));
        return changed;
    }

    /** Kustomize puts containers into the order of the patch, and init containers run in theirs: it names all of a list. */
    private void pins(Map<String, Object> spec) {
        Map<String, ImagePins.Pin> pins = plan.record().pins().pins();
        Map<String, List<Containers.Container>> lists = Containers.of(
                        plan.workload().podSpec())
                .stream()
                .collect(Collectors.groupingBy(Containers.Container::list, LinkedHashMap::new, Collectors.toList()));
        lists.values().removeIf(containers -> containers.stream().noneMatch(c -> pins.containsKey(c.name())));
        lists.forEach((list, containers) -> spec.put(
                list, containers.stream().map(c -> named(c, pins.get(c.name()))).toList()));
    }

    private static Map<String, Object> named(Containers.Container container, ImagePins.Pin pin) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", container.name());
        if (pin != null) {
            named.put("image", pin.after());
        }
        return named;
    }
}
