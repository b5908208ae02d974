package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which labels an object has to have: requirements that must all hold. */
public final class LabelSelector {
    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^=!\\s]+)\\s*(==|=|!=)\\s*(\\S*)");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?");

    /**
     * One requirement.
     *
     * @param operator as in manifests: In, NotIn, Exists, DoesNotExist, Gt or Lt
     */
    public record Requirement(String key, String operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }

        /** As Kubernetes decides; a label that is missing is "not in" any set. */
        public boolean matches(Map<String, ?> labels) {
            Object raw = labels.get(key);
            String value = raw == null ? null : raw.toString();
            return switch (operator) {
                case "In" -> value != null && values.contains(value);
                case "NotIn" -> value == null || !values.contains(value);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                case "Gt" -> compare(value) > 0;
                case "Lt" -> compare(value) < 0;
                default -> false;
            };
        }

        /** How the label's number compares to the requirement's; 0 when one of them is not a number. */
        private int compare(String value) {
            try {
                return value == null ? 0 : Long.compare(Long.parseLong(value), Long.parseLong(values.get(0)));
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }

    /** Matches every object. */
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of(), true);

    private static final LabelSelector NOTHING = new LabelSelector(List.of(), false);

    private final List<Requirement> requirements;
    private final boolean any;

    private LabelSelector(List<Requirement> requirements, boolean any) {
        this.requirements = List.copyOf(requirements);
        this.any = any;
    }

    /** Reads a selector as in URLs; the error is the API server's answer to a bad one. */
    public static LabelSelector parse(String text) {
        if (text == null || text.isBlank()) {
            return EVERYTHING;
        }
        List<Requirement> requirements = new ArrayList<>();
        for (String part : text.split(",(?![^(]*\\))")) {
            requirements.add(requirement(part.trim(), text));
        }
        return new LabelSelector(requirements, true);
    }

    private static Requirement requirement(String part, String whole) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            List<String> values =
                    Arrays.stream(set.group(3).split(",")).map(String::trim).toList();
            return new Requirement(set.group(1), set.group(2).equals("in") ? "In" : "NotIn", values);
        }
        Matcher equality = EQUALITY.matcher(part);
        if (equality.matches()) {
            return new Requirement(
                    equality.group(1), equality.group(2).equals("!=") ? "NotIn" : "In", List.of(equality.group(3)));
        }
        String key = part.startsWith("!") ? part.substring(1).trim() : part;
        if (!KEY.matcher(key).matches()) {
            throw ApiException.badRequest("unable to parse requirement: found '" + part + "' in '" + whole + "'");
        }
        return new Requirement(key, part.startsWith("!") ? "DoesNotExist" : "Exists", List.of());
    }

    /** The selector of a manifest with {@code matchLabels} and {@code matchExpressions}; null matches nothing. */
    public static LabelSelector of(Object tree) {
        if (!(tree instanceof Map<?, ?>)) {
            return NOTHING;
        }
        List<Requirement> requirements = new ArrayList<>(equalities(Trees.map(tree, "matchLabels")));
        Trees.maps(tree, "matchExpressions").forEach(expression -> requirements.add(requirement(expression)));
        return new LabelSelector(requirements, true);
    }

    /** The selector of a manifest that is a plain map, as Services have; an empty one matches nothing. */
    public static LabelSelector ofMap(Map<String, Object> labels) {
        return labels.isEmpty() ? NOTHING : new LabelSelector(equalities(labels), true);
    }

    private static List<Requirement> equalities(Map<String, Object> labels) {
        return labels.entrySet().stream()
                .map(label -> new Requirement(
                        label.getKey(), "In", List.of(label.getValue().toString())))
                .toList();
    }

    /** One expression with key, operator and values, as selectors and node affinity have. */
    public static Requirement requirement(Map<String, Object> expression) {
        return new Requirement(
                Trees.text(expression, "key"),
                Trees.text(expression, "operator"),
                Trees.list(expression, "values").stream().map(Object::toString).toList());
    }

    public boolean matches(Map<String, ?> labels) {
        if (!any) {
            return false;
        }
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** Some {@code key=value} that every match must have, for indexes; empty when there is none. */
    public String anchor() {
        for (Requirement requirement : requirements) {
            if (requirement.operator().equals("In") && requirement.values().size() == 1) {
                return requirement.key() + "=" + requirement.values().get(0);
            }
        }
        return "";
    }

    public List<Requirement> requirements() {
        return requirements;
    }
}
