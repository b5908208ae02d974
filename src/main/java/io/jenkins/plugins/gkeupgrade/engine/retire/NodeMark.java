package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What we did to a node, written on the node itself in the same request: only that is ever undone. A node that somebody
 * else cordoned carries no {@code cordoned} of ours.
 *
 * @param footprint what retiring its pool changes in GKE
 * @param run when the newest run of the step that has marked the node began: older ones leave the node to it
 * @param cordoned whether we made the node unschedulable
 * @param excluded whether we took the node out of load balancers
 */
record NodeMark(Footprint footprint, Instant run, boolean cordoned, boolean excluded) {
    static final String ANNOTATION = "gke-upgrade.jenkins.io/retiring";

    /** The mark on the node, if there is one that can be read. */
    static Optional<NodeMark> on(Manifest node, Json json) {
        Object text = node.annotations().get(ANNOTATION);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return json.read(text.toString()) instanceof Map<?, ?> map ? Optional.of(read(map)) : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            // Somebody else's words: whatever they mean, the node is not ours to change back.
            return Optional.empty();
        }
    }

    private static NodeMark read(Map<?, ?> tree) {
        Manifest mark = Manifest.of(Map.of("mark", tree));
        boolean limits = !mark.map("mark", "autoscaling").isEmpty();
        NodePool.Autoscaling scaling = limits
                ? new NodePool.Autoscaling(
                        true,
                        (int) mark.number(0, "mark", "autoscaling", "min"),
                        (int) mark.number(0, "mark", "autoscaling", "max"),
                        mark.flag("mark", "autoscaling", "total"))
                : null;
        List<String> untainted =
                mark.list("mark", "untainted").stream().map(String::valueOf).toList();
        return new NodeMark(
                new Footprint(scaling, mark.text("mark", "taintKey"), untainted),
                began(mark.text("mark", "run")),
                mark.flag("mark", "cordoned"),
                mark.flag("mark", "excluded"));
    }

    /** Marks of versions that did not write it down are older than any run. */
    private static Instant began(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }

    String text(Json json) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (footprint.scaling() != null) {
            tree.put(
                    "autoscaling",
                    Map.of(
                            "min", footprint.scaling().min(),
                            "max", footprint.scaling().max(),
                            "total", footprint.scaling().total()));
        }
        tree.put("taintKey", footprint.taintKey());
        tree.put("untainted", footprint.untainted());
        tree.put("run", run.toString());
        tree.put("cordoned", cordoned);
        tree.put("excluded", excluded);
        return json.write(tree);
    }
}
