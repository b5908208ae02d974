package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.LabelSelector;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pods by node and by label, always up to date. */
public final class PodIndex implements StoreListener {
    private final Map<String, Map<String, Manifest>> byNode = new HashMap<>();
    private final Map<String, Map<String, Manifest>> byLabel = new HashMap<>();
    private final Map<String, Map<String, Manifest>> byNamespace = new HashMap<>();

    @Override
    public void changed(Resource resource, Manifest before, Manifest now) {
        if (!resource.equals(Resources.PODS)) {
            return;
        }
        if (before != null) {
            remove(byNode, before.text("spec", "nodeName"), before);
            remove(byNamespace, before.namespace(), before);
            before.labels().forEach((key, value) -> remove(byLabel, label(before, key + "=" + value), before));
        }
        if (now != null) {
            add(byNode, now.text("spec", "nodeName"), now);
            add(byNamespace, now.namespace(), now);
            now.labels().forEach((key, value) -> add(byLabel, label(now, key + "=" + value), now));
        }
    }

    private static String label(Manifest pod, String pair) {
        return pod.namespace() + "/" + pair;
    }

    private static void add(Map<String, Map<String, Manifest>> index, String key, Manifest pod) {
        index.computeIfAbsent(key, any -> new TreeMap<>()).put(pod.namespace() + "/" + pod.name(), pod);
    }

    private static void remove(Map<String, Map<String, Manifest>> index, String key, Manifest pod) {
        Map<String, Manifest> pods = index.get(key);
        if (pods != null) {
            pods.remove(pod.namespace() + "/" + pod.name());
            if (pods.isEmpty()) {
                index.remove(key);
            }
        }
    }

    /** The pods on the node, in order of their names. */
    public Collection<Manifest> onNode(String node) {
        return List.copyOf(byNode.getOrDefault(node, Map.of()).values());
    }

    /** The pods of the namespace that the selector matches, in order of their names. */
    public List<Manifest> matching(String namespace, LabelSelector selector) {
        String anchor = selector.anchor();
        Map<String, Manifest> candidates = anchor.isEmpty()
                ? byNamespace.getOrDefault(namespace, Map.of())
                : byLabel.getOrDefault(namespace + "/" + anchor, Map.of());
        List<Manifest> pods = new ArrayList<>();
        for (Manifest pod : candidates.values()) {
            if (selector.matches(pod.labels())) {
                pods.add(pod);
            }
        }
        return pods;
    }
}
