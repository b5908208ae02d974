package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** What the API server refuses, as far as people and patches run into it. */
final class Validation {
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Set<String> TEMPLATED =
            Set.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController", "Job");

    private final List<ApiException.Cause> causes = new ArrayList<>();

    private Validation() {}

    static void created(Resource resource, Map<String, Object> tree) {
        Validation validation = new Validation();
        validation.name(tree, resource);
        validation.object(resource, tree);
        validation.end(resource, tree);
    }

    static void updated(Resource resource, Map<String, Object> old, Map<String, Object> next, int minor) {
        Validation validation = new Validation();
        validation.object(resource, next);
        new ImmutableFields(minor, validation.causes).check(resource, old, next);
        validation.end(resource, next);
    }

    private void end(Resource resource, Map<String, Object> tree) {
        if (!causes.isEmpty()) {
            throw ApiException.invalid(resource, Trees.text(tree, "metadata", "name"), causes);
        }
    }

    private void name(Map<String, Object> tree, Resource resource) {
        String name = Trees.text(tree, "metadata", "name");
        boolean freeForm = resource.group().equals("rbac.authorization.k8s.io");
        if (name.isEmpty()) {
            causes.add(required("metadata.name", "name or generateName is required"));
        } else if (!freeForm && (name.length() > 253 || !SUBDOMAIN.matcher(name).matches())) {
            causes.add(
                    invalid(
                            "metadata.name",
                            "\"" + name + "\"",
                            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
                                    + " and must start and end with an alphanumeric character (e.g. 'example.com', regex used"
                                    + " for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"));
        }
    }

    private void object(Resource resource, Map<String, Object> tree) {
        if (resource.equals(Resources.PODS)) {
            new PodSpecValidation(causes).check(Trees.map(tree, "spec"), "spec");
        } else if (resource.equals(Resources.CRON_JOBS)) {
            Map<String, Object> spec = Trees.map(tree, "spec", "jobTemplate", "spec", "template", "spec");
            new PodSpecValidation(causes).check(spec, "spec.jobTemplate.spec.template.spec");
        } else if (TEMPLATED.contains(resource.kind())) {
            template(resource, Trees.map(tree, "spec"));
        }
    }

    private void template(Resource resource, Map<String, Object> spec) {
        Map<String, Object> labels = Trees.map(spec, "template", "metadata", "labels");
        boolean plain = resource.equals(Resources.REPLICATION_CONTROLLERS);
        Object selector = spec.get("selector");
        if (selector == null) {
            causes.add(required("spec.selector", ""));
        } else {
            LabelSelector wanted = plain ? LabelSelector.ofMap(Trees.map(selector)) : LabelSelector.of(selector);
            if (!wanted.matches(labels)) {
                causes.add(invalid(
                        "spec.template.metadata.labels", goMap(labels), "`selector` does not match template `labels`"));
            }
        }
        if (Trees.number(spec, 0, "replicas") < 0) {
            causes.add(invalid(
                    "spec.replicas",
                    Long.toString(Trees.number(spec, 0, "replicas")),
                    "must be greater than or equal to 0"));
        }
        boolean fixed = Objects.equals(Trees.text(spec, "strategy", "type"), "RollingUpdate")
                && isZero(Trees.at(spec, "strategy", "rollingUpdate", "maxSurge"))
                && isZero(Trees.at(spec, "strategy", "rollingUpdate", "maxUnavailable"));
        if (fixed) {
            causes.add(invalid("spec.strategy.rollingUpdate.maxUnavailable", "0", "may not be 0 when `maxSurge` is 0"));
        }
        new PodSpecValidation(causes).check(Trees.map(spec, "template", "spec"), "spec.template.spec");
    }

    private static boolean isZero(Object amount) {
        return amount instanceof Number number && number.longValue() == 0 || "0%".equals(amount);
    }

    private static String goMap(Map<String, Object> labels) {
        List<String> pairs = labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                .toList();
        return "map[string]string{" + String.join(", ", pairs) + "}";
    }

    static ApiException.Cause required(String field, String detail) {
        return new ApiException.Cause(
                "FieldValueRequired", "Required value" + (detail.isEmpty() ? "" : ": " + detail), field);
    }

    static ApiException.Cause invalid(String field, String value, String detail) {
        return new ApiException.Cause("FieldValueInvalid", "Invalid value: " + value + ": " + detail, field);
    }

    static ApiException.Cause forbidden(String field, String detail) {
        return new ApiException.Cause("FieldValueForbidden", "Forbidden: " + detail, field);
    }
}
