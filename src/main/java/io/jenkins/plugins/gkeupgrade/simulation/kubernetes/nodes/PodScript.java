package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.nodes;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.NodeManifests;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Speeds;
import java.time.Duration;
import java.util.Map;

/**
 * How the containers of a pod behave, as annotations of its template say.
 *
 * @param startDelay until they run, or until the image turns out not to be there
 * @param readyDelay from there until they are ready
 * @param runTime how long a pod that is meant to end runs
 */
public record PodScript(Fault fault, Duration startDelay, Duration readyDelay, Duration runTime) {
    /** Prefix of the annotations. */
    public static final String PREFIX = "simulation.gke-upgrade.jenkins.io/";

    private static final Duration RUN_TIME = Duration.ofSeconds(30);

    /** What goes wrong with a pod. */
    public enum Fault {
        NONE,
        CRASH_LOOP,
        IMAGE_PULL,
        NEVER_READY
    }

    static PodScript of(Manifest pod, Manifest node, Speeds speeds) {
        Map<String, Object> annotations = pod.annotations();
        return new PodScript(
                fault(annotations, node),
                duration(annotations, "start-delay", speeds.podStart()),
                duration(annotations, "ready-delay", probeDelay(pod)),
                duration(annotations, "run-time", RUN_TIME));
    }

    private static Fault fault(Map<String, Object> annotations, Manifest node) {
        Object fault = annotations.get(PREFIX + "fault");
        Object pool = annotations.get(PREFIX + "fault-on-pool");
        if (fault == null || pool != null && !pool.equals(node.labels().get(NodeManifests.POOL))) {
            return Fault.NONE;
        }
        return switch (fault.toString()) {
            case "crash-loop" -> Fault.CRASH_LOOP;
            case "image-pull" -> Fault.IMAGE_PULL;
            case "never-ready" -> Fault.NEVER_READY;
            default ->
                throw new IllegalArgumentException("The annotation " + PREFIX + "fault is '" + fault
                        + "': expected crash-loop, image-pull or never-ready.");
        };
    }

    /** Seconds such as {@code 5} or {@code 5s}, or an ISO duration such as {@code PT2M}. */
    private static Duration duration(Map<String, Object> annotations, String name, Duration usual) {
        Object value = annotations.get(PREFIX + name);
        if (value == null) {
            return usual;
        }
        String text = value.toString().trim();
        return text.matches("\\d+s?")
                ? Duration.ofSeconds(Long.parseLong(text.replace("s", "")))
                : Duration.parse(text);
    }

    /** Without a readiness probe a container is ready at once; with one, at its first success. */
    private static Duration probeDelay(Manifest pod) {
        long seconds = 0;
        for (Map<String, Object> container : Trees.maps(pod.tree(), "spec", "containers")) {
            Map<String, Object> probe = Trees.map(container, "readinessProbe");
            if (!probe.isEmpty()) {
                seconds = Math.max(seconds, 1 + Trees.number(probe, 0, "initialDelaySeconds"));
            }
        }
        return Duration.ofSeconds(seconds);
    }
}
