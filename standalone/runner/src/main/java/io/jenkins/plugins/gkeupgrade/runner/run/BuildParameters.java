package io.jenkins.plugins.gkeupgrade.runner.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a build: what the Pipeline defines, filled with what was given. */
public final class BuildParameters {
    private final Map<String, String> given;
    private List<BuildParameter> definitions = List.of();
    private Map<String, Object> values;

    BuildParameters(Map<String, String> given) {
        this.given = new LinkedHashMap<>(given);
        this.values = new LinkedHashMap<>(given);
    }

    /** Replaces the definitions; returns the names of given values that they do not define. */
    public synchronized List<String> define(List<BuildParameter> next) {
        definitions = List.copyOf(next);
        Map<String, Object> defined = new LinkedHashMap<>();
        for (BuildParameter each : definitions) {
            String text = given.get(each.name());
            defined.put(each.name(), text == null ? each.defaultValue() : each.parse(text));
        }
        values = defined;
        List<String> undefined = new ArrayList<>(given.keySet());
        undefined.removeAll(defined.keySet());
        return undefined;
    }

    public synchronized List<BuildParameter> definitions() {
        return definitions;
    }

    public synchronized Map<String, Object> values() {
        return new LinkedHashMap<>(values);
    }
}
