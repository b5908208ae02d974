package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The images of a workload by the digest that runs now, so that a move brings the same application to the new nodes and
 * not whatever a tag means by then.
 *
 * @param pins by container, init containers too
 */
public record ImagePins(Map<String, Pin> pins) {
    public static final ImagePins NONE = new ImagePins(Map.of());

    public ImagePins {
        pins = Collections.unmodifiableMap(new TreeMap<>(pins));
    }

    /**
     * One image.
     *
     * @param before as the template named it
     * @param after as we wrote it, with its digest; when it still reads like this, nobody else has changed it
     */
    public record Pin(String before, String after) {}

    /** Why images cannot be pinned, as a clause on the workload. */
    public static final class Unknown extends Exception {
        private static final long serialVersionUID = 1L;

        Unknown(String why) {
            super(why);
        }
    }

    /** Whether nothing of the workload runs now, so that there is no digest to keep to. */
    public static boolean nothingRuns(Workload workload, Fleet fleet) {
        boolean later = workload.kind() == WorkloadKind.CRON_JOB || workload.kind() == WorkloadKind.JOB;
        return fleet.podsOf(workload).isEmpty() && (later || wanted(workload) == 0);
    }

    private static long wanted(Workload workload) {
        return workload.kind() == WorkloadKind.DAEMON_SET
                ? workload.manifest().number(0, "status", "desiredNumberScheduled")
                : workload.replicas();
    }

    /** @throws Unknown when it cannot be told what runs now, or two images run under one name */
    public static ImagePins running(Workload workload, Fleet fleet) throws Unknown {
        Map<String, Pin> pins = new LinkedHashMap<>();
        if (nothingRuns(workload, fleet)) {
            return NONE;
        }
        for (Containers.Container container : Containers.of(workload.podSpec())) {
            ImageName named = ImageName.parse(container.image());
            if (!named.pinned()) {
                String digest = digest(container, named, workload, fleet);
                pins.put(
                        container.name(),
                        new Pin(container.image(), named.at(digest).toString()));
            }
        }
        return new ImagePins(pins);
    }

    private static String digest(Containers.Container container, ImageName named, Workload workload, Fleet fleet)
            throws Unknown {
        Set<String> ids = new TreeSet<>();
        fleet.currentPodsOf(workload).stream()
                .filter(Pod::ready)
                .map(p -> p.imageIds().get(container.name()))
                .filter(id -> id != null)
                .forEach(ids::add);
        if (ids.isEmpty()) {
            throw new Unknown("no pod of it is ready, so it cannot be told which image of container " + container.name()
                    + " to keep");
        }
        Set<String> digests = new TreeSet<>();
        for (String id : ids) {
            ImageName ran = ImageName.parse(id.substring(id.indexOf("://") < 0 ? 0 : id.indexOf("://") + 3));
            // Without a repository, or with another one, the digest need not be one that this repository knows.
            if (!ran.pinned() || !ran.sameRepository(named)) {
                throw new Unknown("container " + container.name() + " runs " + id + ", which is no digest of "
                        + named.repository());
            }
            digests.add(ran.digest());
        }
        if (digests.size() > 1) {
            throw new Unknown("its pods run " + digests.size() + " different images as " + container.image()
                    + "; restart it, so that it runs one");
        }
        return digests.iterator().next();
    }

    /** Images of the workload whose names may mean another image tomorrow, as {@code container image}. */
    public static List<String> mutable(Workload workload) {
        return Containers.of(workload.podSpec()).stream()
                .filter(c -> ImageName.parse(c.image()).mutable())
                .map(c -> c.image())
                .distinct()
                .toList();
    }

    /** Those of them that still read as we wrote them. */
    ImagePins stillOn(Workload workload) {
        Map<String, Pin> still = new TreeMap<>();
        for (Containers.Container container : Containers.of(workload.podSpec())) {
            Pin pin = pins.get(container.name());
            if (pin != null && pin.after().equals(container.image())) {
                still.put(container.name(), pin);
            }
        }
        return new ImagePins(still);
    }

    ImagePins plus(ImagePins more) {
        Map<String, Pin> all = new TreeMap<>(pins);
        all.putAll(more.pins);
        return new ImagePins(all);
    }

    public boolean isEmpty() {
        return pins.isEmpty();
    }

    List<PatchOperation> pinning(Workload workload) {
        return Containers.images(workload, c -> change(c, Pin::before, Pin::after));
    }

    /** The way back, for those images that still read as we wrote them. */
    public List<PatchOperation> unpinning(Workload workload) {
        return Containers.images(workload, c -> change(c, Pin::after, Pin::before));
    }

    /** Whether all of them still read as we wrote them. */
    public boolean untouched(Workload workload) {
        return unpinning(workload).size() == pins.size();
    }

    private Containers.Container change(
            Containers.Container container, Function<Pin, String> from, Function<Pin, String> to) {
        Pin pin = pins.get(container.name());
        return pin == null || !from.apply(pin).equals(container.image())
                ? container
                : new Containers.Container(container.list(), container.index(), container.name(), to.apply(pin));
    }

    /** As part of a record on a workload. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        pins.forEach((container, pin) -> {
            Map<String, Object> names = new LinkedHashMap<>();
            names.put("before", pin.before());
            names.put("after", pin.after());
            tree.put(container, names);
        });
        return tree;
    }

    static ImagePins of(Object tree) {
        Map<String, Pin> pins = new TreeMap<>();
        Trees.mutableMap(tree)
                .forEach((container, pin) ->
                        pins.put(container, new Pin(Trees.text(pin, "before"), Trees.text(pin, "after"))));
        return new ImagePins(pins);
    }

    /** What pinning changes, for people: {@code pins nginx:1.27}. */
    String describe() {
        List<String> names = new ArrayList<>();
        pins.values().forEach(pin -> names.add(pin.before()));
        return "pins " + String.join(", ", names.stream().distinct().toList());
    }
}
