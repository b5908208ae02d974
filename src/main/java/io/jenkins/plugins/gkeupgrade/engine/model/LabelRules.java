package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What Kubernetes accepts as label (and taint) keys and values.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set">
 *     Labels: syntax and character set</a>
 */
public final class LabelRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final List<String> RESERVED = List.of("kubernetes.io", "k8s.io", "cloud.google.com");

    private LabelRules() {}

    /** @throws InvalidValue unless the text may be a label or taint key */
    public static String requireKey(String key) {
        String text = key == null ? "" : key;
        int slash = text.indexOf('/');
        boolean legal = NAME.matcher(text.substring(slash + 1)).matches()
                && (slash < 0 || PREFIX.matcher(text.substring(0, slash)).matches());
        if (!legal) {
            throw new InvalidValue("'" + key + "' is not a label key: expected at most 63 letters, digits, '-', '_' or"
                    + " '.', starting and ending with a letter or digit, after an optional DNS prefix and '/'.");
        }
        return text;
    }

    /**
     * A key that we may set on nodes.
     *
     * @throws InvalidValue also for keys below domains that belong to Kubernetes and GKE
     */
    public static String requireOwnKey(String key) {
        requireKey(key);
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "" : key.substring(0, slash);
        if (RESERVED.stream().anyMatch(r -> prefix.equals(r) || prefix.endsWith("." + r))) {
            throw new InvalidValue("'" + key + "' is reserved: keys below " + String.join(", ", RESERVED)
                    + " belong to Kubernetes and GKE; choose a key such as kubernetes_version or example.com/version.");
        }
        return key;
    }

    /** @throws InvalidValue unless the text may be a label or taint value */
    public static String requireValue(String value) {
        if (value == null || !(value.isEmpty() || NAME.matcher(value).matches())) {
            throw new InvalidValue("'" + value + "' is not a label value: expected at most 63 letters, digits, '-', '_'"
                    + " or '.', starting and ending with a letter or digit.");
        }
        return value;
    }
}
