package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    public Optional<Manifest> condition(String type) {
        return manifest.items("status", "conditions").stream()
                .filter(c -> c.text("type").equals(type))
                .findFirst();
    }

    /** When the API server made it; the epoch when it does not say. */
    public Instant created() {
        return instant(manifest.text("metadata", "creationTimestamp"));
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
        for (Manifest container : manifest.items("spec", "containers")) {
            String name = container.text("name");
            manifest.items("status", "containerStatuses").stream()
                    .filter(s ->
                            s.text("name").equals(name) && !s.text("imageID").isEmpty())
                    .findFirst()
                    .ifPresent(s -> images.put(name, new Image(container.text("image"), digest(s.text("imageID")))));
        }
        return images;
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
