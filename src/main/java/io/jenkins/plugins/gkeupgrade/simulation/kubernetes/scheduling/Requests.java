package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.Map;
import java.util.function.ToLongFunction;

/** How much of a resource a pod asks for: all containers together, or one init container if that is more. */
final class Requests {
    private Requests() {}

    static long total(Map<String, Object> spec, String resource, ToLongFunction<Object> parse) {
        return scored(spec, resource, parse, 0);
    }

    /** @param unsaid what a container counts that asks for nothing */
    static long scored(Map<String, Object> spec, String resource, ToLongFunction<Object> parse, long unsaid) {
        long sum = 0;
        for (Map<String, Object> container : Trees.maps(spec, "containers")) {
            sum += request(container, resource, parse, unsaid);
        }
        long sidecars = 0;
        for (Map<String, Object> container : Trees.maps(spec, "initContainers")) {
            long request = request(container, resource, parse, unsaid);
            if (Trees.text(container, "restartPolicy").equals("Always")) {
                // A sidecar starts early and runs on.
                sidecars += request;
            } else {
                sum = Math.max(sum, request);
            }
        }
        return sum + sidecars + parse.applyAsLong(Trees.at(spec, "overhead", resource));
    }

    private static long request(
            Map<String, Object> container, String resource, ToLongFunction<Object> parse, long unsaid) {
        Object amount = Trees.at(container, "resources", "requests", resource);
        return amount == null ? unsaid : parse.applyAsLong(amount);
    }
}
