package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Fields that may not change once an object exists. */
final class ImmutableFields {
    private static final Set<String> STATEFUL_SET = Set.of("replicas", "template", "updateStrategy");
    private static final Set<String> FIXED_SELECTOR = Set.of("Deployment", "ReplicaSet", "DaemonSet", "Job");
    private static final String IMMUTABLE = "field is immutable";

    private final int minor;
    private final List<ApiException.Cause> causes;

    /** @param causes where complaints go */
    ImmutableFields(int minor, List<ApiException.Cause> causes) {
        this.minor = minor;
        this.causes = causes;
    }

    void check(Resource resource, Map<String, Object> old, Map<String, Object> next) {
        Map<String, Object> before = Trees.map(old, "spec");
        Map<String, Object> after = Trees.map(next, "spec");
        if (FIXED_SELECTOR.contains(resource.kind())
                && !Objects.equals(before.get("selector"), after.get("selector"))) {
            causes.add(Validation.invalid("spec.selector", "v1.LabelSelector{…}", IMMUTABLE));
        }
        switch (resource.kind()) {
            case "StatefulSet" -> statefulSet(before, after);
            case "Job" -> job(old, before, after);
            case "Pod" -> pod(before, after);
            default -> {}
        }
    }

    private void statefulSet(Map<String, Object> before, Map<String, Object> after) {
        Set<String> free = new HashSet<>(STATEFUL_SET);
        if (minor >= 23) {
            free.addAll(Set.of("minReadySeconds", "persistentVolumeClaimRetentionPolicy"));
        }
        if (minor >= 26) {
            free.add("ordinals");
        }
        if (minor >= 34) {
            free.add("revisionHistoryLimit");
        }
        if (!without(before, free).equals(without(after, free))) {
            String allowed = minor >= 34
                    ? "'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',"
                            + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds'"
                    : minor >= 26
                            ? "'replicas', 'ordinals', 'template', 'updateStrategy',"
                                    + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds'"
                            : minor >= 23
                                    ? "'replicas', 'template', 'updateStrategy',"
                                            + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds'"
                                    : "'replicas', 'template', and 'updateStrategy'";
            causes.add(Validation.forbidden(
                    "spec", "updates to statefulset spec for fields other than " + allowed + " are forbidden"));
        }
    }

    private static Map<String, Object> without(Map<String, Object> spec, Set<String> fields) {
        Map<String, Object> rest = new LinkedHashMap<>(spec);
        rest.keySet().removeAll(fields);
        return rest;
    }

    private void job(Map<String, Object> old, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> template = Trees.map(before, "template");
        Map<String, Object> wanted = Trees.map(after, "template");
        boolean neverStarted = minor >= 23
                && Trees.flag(before, "suspend")
                && Trees.text(old, "status", "startTime").isEmpty();
        if (neverStarted) {
            // What decides where pods go may still change (KEP-2926).
            for (String field : List.of("nodeSelector", "tolerations", "affinity")) {
                template = Trees.with(template, Trees.at(wanted, "spec", field), "spec", field);
            }
            template = Trees.with(template, Trees.at(wanted, "metadata", "labels"), "metadata", "labels");
            template = Trees.with(template, Trees.at(wanted, "metadata", "annotations"), "metadata", "annotations");
        }
        if (!template.equals(wanted)) {
            causes.add(Validation.invalid("spec.template", "core.PodTemplateSpec{…}", IMMUTABLE));
        }
        if (!Objects.equals(before.get("completions"), after.get("completions"))) {
            causes.add(Validation.invalid("spec.completions", String.valueOf(after.get("completions")), IMMUTABLE));
        }
    }

    private void pod(Map<String, Object> before, Map<String, Object> after) {
        List<Object> old = Trees.list(before, "tolerations");
        List<Object> next = Trees.list(after, "tolerations");
        boolean onlyAdded = next.containsAll(old);
        Map<String, Object> rest = without(before, Set.of("tolerations", "activeDeadlineSeconds"));
        Map<String, Object> wanted = without(after, Set.of("tolerations", "activeDeadlineSeconds"));
        if (!onlyAdded || !withoutImages(rest).equals(withoutImages(wanted))) {
            causes.add(Validation.forbidden(
                    "spec",
                    "pod updates may not change fields other than `spec.containers[*].image`,"
                            + " `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or `spec.tolerations`"
                            + " (only additions to existing tolerations)"));
        }
    }

    private static Map<String, Object> withoutImages(Map<String, Object> spec) {
        Map<String, Object> rest = spec;
        for (String containers : List.of("containers", "initContainers")) {
            if (spec.containsKey(containers)) {
                List<Map<String, Object>> bare = Trees.maps(spec, containers).stream()
                        .map(container -> Trees.with(container, null, "image"))
                        .toList();
                rest = Trees.with(rest, bare, containers);
            }
        }
        return rest;
    }
}
