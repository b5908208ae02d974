package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** When a change makes a new generation of an object. */
final class Generations {
    /** These have a spec and yet no generation. */
    private static final Set<Resource> NONE =
            Set.of(Resources.PODS, Resources.NODES, Resources.SERVICES, Resources.NAMESPACES);

    private Generations() {}

    static boolean grows(Resource resource, Map<String, Object> old, Map<String, Object> next) {
        if (NONE.contains(resource) || !next.containsKey("spec")) {
            return false;
        }
        // Deployments copy their annotations to ReplicaSets, so a change of those is one of the generation, too.
        boolean annotations = resource.equals(Resources.DEPLOYMENTS)
                && !Trees.map(old, "metadata", "annotations").equals(Trees.map(next, "metadata", "annotations"));
        return annotations || !Objects.equals(old.get("spec"), next.get("spec"));
    }
}
