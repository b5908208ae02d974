package io.jenkins.plugins.gkeupgrade.engine.workload;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Trees as YAML in block style, as people keep manifests. */
final class YamlText {
    // Everything else is quoted: YAML reads more words as something other than text than one remembers.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

    private YamlText() {}

    static String of(Map<String, Object> tree) {
        StringBuilder text = new StringBuilder();
        map(text, tree, "");
        return text.toString();
    }

    private static void map(StringBuilder text, Map<?, ?> map, String indent) {
        String here = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(here).append(scalar(entry.getKey())).append(':');
            value(text, entry.getValue(), indent);
            here = indent;
        }
    }

    private static void value(StringBuilder text, Object value, String indent) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            text.append('\n').append(indent).append("  ");
            map(text, map, indent + "  ");
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            text.append('\n');
            list.forEach(item -> item(text, item, indent));
        } else {
            text.append(' ').append(scalar(value)).append('\n');
        }
    }

    private static void item(StringBuilder text, Object item, String indent) {
        text.append(indent).append("- ");
        if (item instanceof Map<?, ?> map && !map.isEmpty()) {
            map(text, map, indent + "  ");
        } else {
            text.append(scalar(item)).append('\n');
        }
    }

    /** Also a list or map in flow style: empty ones, and lists in lists. */
    private static String scalar(Object value) {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            return value instanceof List<?> list && !list.isEmpty()
                    ? "["
                            + String.join(
                                    ", ", list.stream().map(YamlText::scalar).toList()) + "]"
                    : value instanceof List<?> ? "[]" : "{}";
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        String text = value.toString();
        boolean plain = PLAIN.matcher(text).matches() && !WORD.matcher(text).matches();
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format("\\x%02x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
