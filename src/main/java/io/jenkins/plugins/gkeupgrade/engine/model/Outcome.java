package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a stage ended.
 *
 * @param verdict green, red or neither
 * @param summary the closing line, one sentence with numbers
 * @param details what the step returns to the script: strings, numbers, booleans, and lists and maps of those
 */
public record Outcome(Verdict verdict, String summary, Map<String, Object> details) {
    public Outcome {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** The same with one more detail. */
    public Outcome with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new Outcome(verdict, summary, more);
    }
}
