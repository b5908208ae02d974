package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.LabelRules;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label selector as kubectl takes it: {@code app=cart,tier!=db,env in (a, b),team,!legacy}. The empty text selects all.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">Label
 *     selectors</a>
 */
public final class LabelSelector implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^\\s=!]+)\\s*(==|=|!=)\\s*([^\\s=!]*)");
    private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*([^\\s=!]+)");

    private final String text;
    private final List<Requirement> requirements;

    private record Requirement(String key, boolean wanted, List<String> values) implements Serializable {
        boolean matches(Map<String, ?> labels) {
            Object value = labels.get(key);
            boolean has = value != null && (values.isEmpty() || values.contains(value.toString()));
            return has == wanted;
        }
    }

    private LabelSelector(String text, List<Requirement> requirements) {
        this.text = text;
        this.requirements = requirements;
    }

    /** @throws InvalidValue when the text is not a selector */
    public static LabelSelector parse(String text) {
        String whole = text == null ? "" : text.trim();
        List<Requirement> requirements = new ArrayList<>();
        // A comma inside parentheses separates values, not requirements.
        for (String part : whole.isEmpty() ? new String[0] : whole.split(",(?![^()]*\\))", -1)) {
            requirements.add(requirement(part.trim(), whole));
        }
        return new LabelSelector(whole, List.copyOf(requirements));
    }

    private static Requirement requirement(String part, String whole) {
        Matcher set = SET.matcher(part);
        Matcher equality = EQUALITY.matcher(part);
        Matcher existence = EXISTENCE.matcher(part);
        try {
            if (set.matches()) {
                List<String> values = Arrays.stream(set.group(3).split(",", -1))
                        .map(v -> LabelRules.requireValue(v.trim()))
                        .toList();
                return new Requirement(
                        LabelRules.requireKey(set.group(1)), set.group(2).equals("in"), values);
            }
            if (equality.matches()) {
                List<String> value = List.of(LabelRules.requireValue(equality.group(3)));
                return new Requirement(
                        LabelRules.requireKey(equality.group(1)),
                        !equality.group(2).equals("!="),
                        value);
            }
            if (existence.matches()) {
                return new Requirement(
                        LabelRules.requireKey(existence.group(2)),
                        existence.group(1).isEmpty(),
                        List.of());
            }
        } catch (InvalidValue e) {
            throw new InvalidValue("'" + whole + "' is not a label selector: " + e.getMessage());
        }
        throw new InvalidValue("'" + whole + "' is not a label selector: expected the form"
                + " app=cart,tier!=db,env in (a, b), but found '" + part + "'.");
    }

    public boolean matches(Map<String, ?> labels) {
        return requirements.stream().allMatch(r -> r.matches(labels));
    }

    public boolean isEmpty() {
        return requirements.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
