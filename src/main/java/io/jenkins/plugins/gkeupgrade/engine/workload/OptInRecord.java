package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What we changed on a workload, written on the workload itself in the same request as the change: whoever rolls it
 * back needs no memory of ours.
 *
 * @param optIn taint that the workload opted in to
 * @param before placement before we touched it
 * @param after placement as we wrote it; when it still reads like this, nobody else has changed it
 * @param wave mark that all workloads of one wave share
 * @param from node pools that its pods ran on before the move
 * @param images what ran before the move, by container
 * @param pins images that we gave their digest with the move; none in records of versions that did not know them
 */
public record OptInRecord(
        OptInTaint optIn,
        Placement before,
        Placement after,
        String wave,
        List<String> from,
        Map<String, Pod.Image> images,
        ImagePins pins) {
    public static final String ANNOTATION = "gke-upgrade.jenkins.io/opt-in";

    /**
     * The record on the workload, if there is one.
     *
     * @throws Failed when the annotation is there but not readable
     */
    public static Optional<OptInRecord> on(Workload workload, Json json) {
        Object text = workload.manifest().annotations().get(ANNOTATION);
        try {
            return text == null ? Optional.empty() : Optional.of(read(json.read(text.toString())));
        } catch (IllegalArgumentException e) {
            throw new Failed(
                    workload + " has an annotation " + ANNOTATION + " that cannot be read; restore its tolerations and"
                            + " affinity by hand if needed, and remove the annotation.",
                    e);
        }
    }

    private static OptInRecord read(Object tree) {
        Map<String, Object> record = Trees.mutableMap(tree);
        Map<String, Pod.Image> images = new TreeMap<>();
        Trees.mutableMap(record.get("images"))
                .forEach((container, image) ->
                        images.put(container, new Pod.Image(Trees.text(image, "image"), Trees.text(image, "id"))));
        return new OptInRecord(
                new OptInTaint(Trees.text(record, "key"), version(Trees.text(record, "version"))),
                Placement.of(Trees.mutableMap(record.get("before"))),
                Placement.of(Trees.mutableMap(record.get("after"))),
                Trees.text(record, "wave"),
                Trees.mutableList(record.get("from")).stream()
                        .map(Object::toString)
                        .toList(),
                images,
                ImagePins.of(record.get("pins")));
    }

    private static GkeVersion version(String text) {
        return GkeVersion.marked(text)
                .orElseThrow(() -> new InvalidValue("'" + text + "' is not the version of a node pool."));
    }

    public String text(Json json) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", optIn.key());
        tree.put("version", optIn.value());
        tree.put("wave", wave);
        tree.put("from", from);
        tree.put("before", before.tree());
        tree.put("after", after.tree());
        if (!images.isEmpty()) {
            Map<String, Object> all = new LinkedHashMap<>();
            images.forEach((container, image) -> all.put(container, Map.of("image", image.named(), "id", image.id())));
            tree.put("images", all);
        }
        if (!pins.isEmpty()) {
            tree.put("pins", pins.tree());
        }
        return json.write(tree);
    }

    OptInRecord leaving(List<String> pools, Map<String, Pod.Image> ranImages) {
        return new OptInRecord(optIn, before, after, wave, pools, ranImages, pins);
    }

    OptInRecord inWave(String mark) {
        return new OptInRecord(optIn, before, after, mark, from, images, pins);
    }

    OptInRecord pinning(ImagePins wanted) {
        return new OptInRecord(optIn, before, after, wave, from, images, wanted);
    }

    OptInEdit edit() {
        return new OptInEdit(optIn, Set.of());
    }

    /** Whether the toleration is ours; one that the team had written itself is not. */
    boolean addedToleration() {
        Map<String, Object> ours = edit().toleration();
        return Trees.mutableList(after.tolerations()).stream().anyMatch(t -> Trees.same(t, ours))
                && Trees.mutableList(before.tolerations()).stream().noneMatch(t -> Trees.same(t, ours));
    }
}
