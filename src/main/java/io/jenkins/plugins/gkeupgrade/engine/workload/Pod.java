package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pod, read from its manifest. */
public record Pod(Manifest manifest) {
    public String name() {
        return manifest.name();
    }

    public String namespace() {
        return manifest.namespace();
    }

    public String uid() {
        return manifest.uid();
    }

    /** Name of the node, empty while the pod is not scheduled. */
    public String node() {
        return manifest.text("spec", "nodeName");
    }

    public boolean terminating() {
        return !manifest.text("metadata", "deletionTimestamp").isEmpty();
    }

    /** Ran to its end, one way or the other. */
    public boolean finished() {
        String phase = manifest.text("status", "phase");
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    public boolean ready() {
        return condition("Ready").map(c -> c.text("status").equals("True")).orElse(false);
    }

    /** Takes traffic: ready, and neither on its way out nor over. */
    public boolean serving() {
        return ready() && !terminating() && !finished();
    }

    /** Since when it has not been serving, as far as it tells; empty while it is. */
    public Optional<Instant> stoppedServing() {
        if (terminating()) {
            Instant end = instant(manifest.text("metadata", "deletionTimestamp"));
            return Optional.of(end.minusSeconds(manifest.number(0, "metadata", "deletionGracePeriodSeconds")));
        }
        return condition("Ready")
                .filter(c -> !c.text("status").equals("True"))
                .map(c -> instant(c.text("lastTransitionTime")));
    }

    /** How often its containers were started again; sidecars among the init containers count (Kubernetes 1.28). */
    public int restarts() {
        Set<String> sidecars = manifest.items("spec", "initContainers").stream()
                .filter(c -> c.text("restartPolicy").equals("Always"))
                .map(c -> c.text("name"))
                .collect(Collectors.toSet());
        Stream<Manifest> started = Stream.concat(
                manifest.items("status", "initContainerStatuses").stream()
                        .filter(s -> sidecars.contains(s.text("name"))),
                manifest.items("status", "containerStatuses").stream());
        return (int) started.mapToLong(s -> s.number(0, "restartCount")).sum();
    }

    /**
     * Whether it was evicted: by its kubelet or, which pods say since Kubernetes 1.26, by the Eviction API, because its
     * node is away, or to make room for another. A pod that was left behind by a node that is gone was not.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions">Pod
     *     disruption conditions</a>
     */
    public boolean evicted() {
        return manifest.text("status", "reason").equals("Evicted")
                || condition("DisruptionTarget")
                        .filter(c -> c.text("status").equals("True")
                                && !c.text("reason").equals("DeletionByPodGC"))
                        .isPresent();
    }

    public Optional<Manifest> condition(String type) {
        return manifest.items("status", "conditions").stream()
                .filter(c -> c.text("type").equals(type))
                .findFirst();
    }

    /** When the API server made it; the epoch when it does not say. */
    public Instant created() {
        return instant(manifest.text("metadata", "creationTimestamp"));
    }

    /** When it was given its node; the epoch when it does not say. */
    Instant scheduled() {
        return condition("PodScheduled")
                .filter(c -> c.text("status").equals("True"))
                .map(c -> instant(c.text("lastTransitionTime")))
                .orElse(Instant.EPOCH);
    }

    static Instant instant(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** Image as the spec names it and image id as it runs, by container; containers that do not run yet are left out. */
    public Map<String, Image> images() {
        Map<String, Image> images = new TreeMap<>();
        Map<String, String> ids = imageIds();
        for (Containers.Container container : Containers.of(manifest.map("spec"))) {
            String id = ids.get(container.name());
            if (id != null) {
                images.put(container.name(), new Image(container.image(), digest(id)));
            }
        }
        return images;
    }

    /** Image ids as the container runtime writes them, by container; those that it does not know yet are left out. */
    Map<String, String> imageIds() {
        Map<String, String> ids = new TreeMap<>();
        for (String list : List.of("initContainerStatuses", "containerStatuses")) {
            manifest.items("status", list).stream()
                    .filter(s -> !s.text("imageID").isEmpty())
                    .forEach(s -> ids.put(s.text("name"), s.text("imageID")));
        }
        return ids;
    }

    /**
     * @param named what the pod spec says, for example {@code nginx:1.27}
     * @param id what runs, by digest
     */
    public record Image(String named, String id) {}

    /** Container runtimes write the same image as docker-pullable://repo@sha256:x, repo@sha256:x or sha256:x. */
    private static String digest(String imageId) {
        int at = imageId.lastIndexOf('@');
        return at < 0 ? imageId : imageId.substring(at + 1);
    }
}
