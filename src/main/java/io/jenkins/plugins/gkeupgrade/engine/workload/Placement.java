package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a pod spec that say where a pod may run, exactly as they were written. Null means that the field is
 * absent, which is not the same as empty when it comes to restoring a template byte for byte.
 */
public record Placement(Object tolerations, Object affinity, Object nodeSelector) {
    private static final List<String> FIELDS = List.of("tolerations", "affinity", "nodeSelector");

    /** Reads the fields from a pod spec, or from what {@link #tree} wrote. */
    public static Placement of(Map<String, ?> podSpec) {
        return new Placement(podSpec.get("tolerations"), podSpec.get("affinity"), podSpec.get("nodeSelector"));
    }

    private Object field(String name) {
        return switch (name) {
            case "tolerations" -> tolerations;
            case "affinity" -> affinity;
            default -> nodeSelector;
        };
    }

    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        FIELDS.stream().filter(f -> field(f) != null).forEach(f -> tree.put(f, field(f)));
        return tree;
    }

    public boolean sameAs(Placement other) {
        return FIELDS.stream().allMatch(f -> Trees.same(field(f), other.field(f)));
    }

    /** The operations that make this placement, found below the path, into the wanted one. */
    public List<PatchOperation> changesTo(Placement wanted, List<String> podSpecPath) {
        List<PatchOperation> operations = new ArrayList<>();
        for (String name : FIELDS) {
            Object from = field(name);
            Object to = wanted.field(name);
            if (Trees.same(from, to)) {
                continue;
            }
            List<String> path = new ArrayList<>(podSpecPath);
            path.add(name);
            operations.add(to == null ? PatchOperation.remove(path) : PatchOperation.add(path, to));
        }
        return operations;
    }
}
