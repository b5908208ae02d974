package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Validation of pod specs: containers, tolerations and affinity. */
final class PodSpecValidation {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Pattern VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
    private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private final List<ApiException.Cause> causes;

    PodSpecValidation(List<ApiException.Cause> causes) {
        this.causes = causes;
    }

    void check(Map<String, Object> spec, String path) {
        if (Trees.list(spec, "containers").isEmpty()) {
            causes.add(Validation.required(path + ".containers", ""));
        }
        int number = 0;
        for (Map<String, Object> container : Trees.maps(spec, "containers")) {
            container(container, path + ".containers[" + number++ + "]");
        }
        number = 0;
        for (Map<String, Object> toleration : Trees.maps(spec, "tolerations")) {
            toleration(toleration, path + ".tolerations[" + number++ + "]");
        }
        nodeAffinity(Trees.map(spec, "affinity", "nodeAffinity"), path + ".affinity.nodeAffinity");
    }

    private void container(Map<String, Object> container, String path) {
        if (Trees.text(container, "name").isEmpty()) {
            causes.add(Validation.required(path + ".name", ""));
        }
        if (Trees.text(container, "image").isEmpty()) {
            causes.add(Validation.required(path + ".image", ""));
        }
        for (String kind : List.of("limits", "requests")) {
            Trees.map(container, "resources", kind).forEach((name, amount) -> {
                if (!Quantity.isValid(amount)) {
                    causes.add(Validation.invalid(
                            path + ".resources." + kind + "[" + name + "]",
                            "\"" + amount + "\"",
                            "quantities must match the regular expression"
                                    + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"));
                }
            });
        }
    }

    private void toleration(Map<String, Object> toleration, String path) {
        String key = Trees.text(toleration, "key");
        String value = Trees.text(toleration, "value");
        String operator = Trees.text(toleration, "operator");
        String effect = Trees.text(toleration, "effect");
        if (!key.isEmpty()) {
            key(key, path + ".key");
        } else if (!operator.equals("Exists")) {
            causes.add(Validation.invalid(
                    path + ".operator",
                    "\"" + operator + "\"",
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\""));
        }
        if (toleration.containsKey("tolerationSeconds") && !effect.equals("NoExecute")) {
            causes.add(Validation.invalid(
                    path + ".effect",
                    "\"" + effect + "\"",
                    "effect must be 'NoExecute' when `tolerationSeconds` is set"));
        }
        switch (operator) {
            case "", "Equal" -> {
                if (value.length() > 63 || !VALUE.matcher(value).matches()) {
                    causes.add(Validation.invalid(
                            path + ".operator",
                            "\"" + value + "\"",
                            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
                                    + " '.', and must start and end with an alphanumeric character"));
                }
            }
            case "Exists" -> {
                if (!value.isEmpty()) {
                    causes.add(Validation.invalid(
                            path + ".operator",
                            "\"" + value + "\"",
                            "value must be empty when `operator` is 'Exists'"));
                }
            }
            default -> unsupported(path + ".operator", operator, "\"Equal\", \"Exists\"");
        }
        if (!effect.isEmpty() && !EFFECTS.contains(effect)) {
            unsupported(path + ".effect", effect, "\"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"");
        }
    }

    private void unsupported(String path, String value, String allowed) {
        causes.add(new ApiException.Cause(
                "FieldValueNotSupported", "Unsupported value: \"" + value + "\": supported values: " + allowed, path));
    }

    private void key(String key, String path) {
        String name = key.substring(key.indexOf('/') + 1);
        if (name.length() > 63 || !NAME.matcher(name).matches()) {
            causes.add(Validation.invalid(
                    path,
                    "\"" + key + "\"",
                    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with"
                            + " an alphanumeric character"));
        }
    }

    private void nodeAffinity(Map<String, Object> affinity, String path) {
        String required = "requiredDuringSchedulingIgnoredDuringExecution";
        if (affinity.get(required) instanceof Map<?, ?>) {
            String terms = path + "." + required + ".nodeSelectorTerms";
            List<Map<String, Object>> all = Trees.maps(affinity, required, "nodeSelectorTerms");
            if (all.isEmpty()) {
                causes.add(Validation.required(terms, "must have at least one node selector term"));
            }
            for (int i = 0; i < all.size(); i++) {
                term(all.get(i), terms + "[" + i + "]");
            }
        }
        int number = 0;
        String preferred = "preferredDuringSchedulingIgnoredDuringExecution";
        for (Map<String, Object> preference : Trees.maps(affinity, preferred)) {
            String here = path + "." + preferred + "[" + number++ + "]";
            long weight = Trees.number(preference, 0, "weight");
            if (weight < 1 || weight > 100) {
                causes.add(Validation.invalid(here + ".weight", Long.toString(weight), "must be in the range 1-100"));
            }
            term(Trees.map(preference, "preference"), here + ".preference");
        }
    }

    private void term(Map<String, Object> term, String path) {
        int number = 0;
        for (Map<String, Object> expression : Trees.maps(term, "matchExpressions")) {
            String here = path + ".matchExpressions[" + number++ + "]";
            int values = Trees.list(expression, "values").size();
            switch (Trees.text(expression, "operator")) {
                case "In", "NotIn" -> {
                    if (values == 0) {
                        causes.add(Validation.required(
                                here + ".values", "must be specified when `operator` is 'In' or 'NotIn'"));
                    }
                }
                case "Exists", "DoesNotExist" -> {
                    if (values > 0) {
                        causes.add(Validation.forbidden(
                                here + ".values",
                                "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
                    }
                }
                case "Gt", "Lt" -> {
                    if (values != 1) {
                        causes.add(Validation.required(
                                here + ".values", "must be specified single value when `operator` is 'Lt' or 'Gt'"));
                    }
                }
                default ->
                    causes.add(Validation.invalid(
                            here + ".operator",
                            "\"" + Trees.text(expression, "operator") + "\"",
                            "not a valid selector operator"));
            }
            key(Trees.text(expression, "key"), here + ".key");
        }
    }
}
