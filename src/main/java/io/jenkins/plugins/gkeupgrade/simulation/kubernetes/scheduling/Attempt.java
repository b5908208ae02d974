package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** One try to find a node for a pod, with what filters have worked out and need for every node. */
final class Attempt {
    private final PodFacts pod;
    private final Nodes nodes;
    private final Map<Object, Object> known = new HashMap<>();

    Attempt(PodFacts pod, Nodes nodes) {
        this.pod = pod;
        this.nodes = nodes;
    }

    PodFacts pod() {
        return pod;
    }

    Nodes nodes() {
        return nodes;
    }

    /** Works something out once. */
    @SuppressWarnings("unchecked") // one key always stands for one type
    <T> T once(Object key, Supplier<T> work) {
        return (T) known.computeIfAbsent(key, any -> work.get());
    }
}
