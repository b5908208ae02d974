package io.jenkins.plugins.gkeupgrade.realkube.differential;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import java.util.Map;

/** One thing that somebody does in the namespace of a script. */
sealed interface Act {
    /** @param tree with kind and name, without apiVersion */
    record Create(Resource resource, Map<String, Object> tree) implements Act {}

    /** @param patch a merge patch */
    record Change(Resource resource, String name, Map<String, Object> patch) implements Act {}

    /** @param patch a merge patch */
    record ChangeNode(String name, Map<String, Object> patch) implements Act {}

    /** Takes the workload away, and all that belongs to it. */
    record Remove(Resource resource, String name) implements Act {}

    /** Asks for ready pods to go, one right after the other. */
    record Evict(int pods) implements Act {}
}
