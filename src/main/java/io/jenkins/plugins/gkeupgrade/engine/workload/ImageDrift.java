package io.jenkins.plugins.gkeupgrade.engine.workload;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container that runs another image since it has moved, though nobody named another one.
 *
 * @param image as the template names it
 * @param before digest that ran before the move
 * @param now digest that runs
 */
public record ImageDrift(String container, String image, String before, String now) {
    /** What differs between the record of a move and the pods that came of it, each container once. */
    public static List<ImageDrift> between(OptInRecord record, Collection<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> pod.images().entrySet().stream())
                .map(e -> of(record, e))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Another image name is a release of the team's own; the same name with another digest came with the move. */
    private static Optional<ImageDrift> of(OptInRecord record, Map.Entry<String, Pod.Image> running) {
        Pod.Image before = record.images().get(running.getKey());
        Pod.Image now = running.getValue();
        ImagePins.Pin pin = record.pins().pins().get(running.getKey());
        boolean same = before != null
                && (before.named().equals(now.named())
                        || pin != null && pin.after().equals(now.named()));
        return same && !before.id().equals(now.id())
                ? Optional.of(new ImageDrift(running.getKey(), now.named(), before.id(), now.id()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "the move changed the image of container " + container + ": " + image + " was " + before + " and is now "
                + now + "; pin the image by digest";
    }
}
