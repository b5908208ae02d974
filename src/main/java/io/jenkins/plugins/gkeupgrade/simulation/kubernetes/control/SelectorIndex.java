package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.LabelSelector;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Objects that select pods, found by a pod's labels without trying them all. */
public final class SelectorIndex implements StoreListener {
    private record Entry(Key key, LabelSelector selector) {}

    private final Resource resource;
    private final Function<Manifest, LabelSelector> selectorOf;
    private final Map<String, Map<String, Entry>> byAnchor = new HashMap<>();

    public SelectorIndex(Resource resource, Function<Manifest, LabelSelector> selectorOf) {
        this.resource = resource;
        this.selectorOf = selectorOf;
    }

    @Override
    public void changed(Resource changed, Manifest before, Manifest now) {
        if (!changed.equals(resource)) {
            return;
        }
        if (before != null) {
            byAnchor.getOrDefault(anchor(before), Map.of()).remove(before.name());
        }
        if (now != null) {
            byAnchor.computeIfAbsent(anchor(now), any -> new TreeMap<>())
                    .put(now.name(), new Entry(Key.of(now), selectorOf.apply(now)));
        }
    }

    private String anchor(Manifest object) {
        return object.namespace() + "/" + selectorOf.apply(object).anchor();
    }

    /** The objects that select a pod. */
    public List<Key> selecting(Manifest pod) {
        List<Key> found = new ArrayList<>();
        collect(pod, "", found);
        pod.labels().forEach((key, value) -> collect(pod, key + "=" + value, found));
        return found;
    }

    private void collect(Manifest pod, String anchor, List<Key> found) {
        for (Entry entry :
                byAnchor.getOrDefault(pod.namespace() + "/" + anchor, Map.of()).values()) {
            if (entry.selector().matches(pod.labels())) {
                found.add(entry.key());
            }
        }
    }
}
