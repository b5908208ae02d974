package io.jenkins.plugins.gkeupgrade.engine.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The taint that keeps everybody off the new node pool but those who opt in; the pool carries the same key and value as
 * a node label, which is what an opted-in pod selects.
 *
 * @param key taint and label key, {@value #DEFAULT_KEY} unless the user chose another
 * @param version version of the pool when it was made
 */
public record OptInTaint(String key, GkeVersion version) implements Serializable {
    public static final String DEFAULT_KEY = "kubernetes_version";

    public OptInTaint {
        LabelRules.requireOwnKey(key);
    }

    public String value() {
        return version.toString();
    }

    public Taint taint() {
        return new Taint(key, value(), Taint.Effect.NO_SCHEDULE);
    }

    /** These labels and ours, in place of any with our key: the source may be the opt-in pool of an earlier upgrade. */
    public Map<String, String> addedTo(Map<String, String> labels) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.put(key, value());
        return all;
    }

    /** These taints and ours, in place of any with our key. */
    public List<Taint> addedTo(List<Taint> taints) {
        List<Taint> all = new ArrayList<>(taints);
        all.removeIf(t -> t.key().equals(key));
        all.add(taint());
        return all;
    }

    @Override
    public String toString() {
        return taint().toString();
    }
}
