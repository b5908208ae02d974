package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The nodes with their pods, in order of their names. */
final class Nodes {
    private record Place(PodFacts pod, NodeFacts node) {}

    private final Map<String, NodeFacts> nodes = new TreeMap<>();
    /** Where each pod counts, by the pod's uid. */
    private final Map<String, Place> places = new HashMap<>();
    /** The places of pods that keep others away: usually few. */
    private final Map<String, Place> antiAffine = new LinkedHashMap<>();

    Collection<NodeFacts> all() {
        return nodes.values();
    }

    NodeFacts get(String name) {
        return nodes.get(name);
    }

    void put(Manifest node) {
        NodeFacts known = nodes.get(node.name());
        if (known == null) {
            nodes.put(node.name(), new NodeFacts(node));
        } else {
            known.update(node);
        }
    }

    void remove(String node) {
        NodeFacts gone = nodes.remove(node);
        if (gone != null) {
            List.copyOf(gone.pods()).forEach(pod -> takeAway(pod.pod.uid()));
        }
    }

    /** The pod takes its place on a node, also before the API server knows. */
    void place(PodFacts pod, String nodeName) {
        NodeFacts node = nodes.get(nodeName);
        String uid = pod.pod.uid();
        if (node == null || places.containsKey(uid)) {
            return;
        }
        Place place = new Place(pod, node);
        node.add(pod);
        places.put(uid, place);
        if (!pod.antiAffinity.isEmpty()) {
            antiAffine.put(uid, place);
        }
    }

    boolean isPlaced(String uid) {
        return places.containsKey(uid);
    }

    /** The pod's place is free again. */
    boolean takeAway(String uid) {
        Place place = places.remove(uid);
        antiAffine.remove(uid);
        return place != null && place.node().remove(uid);
    }

    /** Shows every pod with required anti-affinity and the node that it is on. */
    void eachAntiAffine(BiConsumer<PodFacts, NodeFacts> action) {
        antiAffine.values().forEach(place -> action.accept(place.pod(), place.node()));
    }

    /** A copy to try things on; the facts about pods are shared. */
    Nodes copy() {
        Nodes copy = new Nodes();
        for (NodeFacts node : nodes.values()) {
            copy.put(node.node());
            node.pods().forEach(pod -> copy.place(pod, node.name()));
        }
        return copy;
    }
}
