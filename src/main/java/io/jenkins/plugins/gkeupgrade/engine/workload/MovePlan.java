package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What opting in would do to one workload.
 *
 * @param workload which one
 * @param state where it stands
 * @param reason why it cannot move, or what would change
 * @param record what to write on it with the move, {@link #leaving} apart (also of a workload that could move, but
 *     must not), or what we wrote when it moved; null when none of it is ours
 */
public record MovePlan(Workload workload, State state, String reason, OptInRecord record) {
    /** Where a workload stands. */
    public enum State {
        /** Opted in already, by us or by its team. */
        OPTED_IN,
        /** Can be opted in. */
        MOVABLE,
        /** Cannot be; the reason says why. */
        UNMOVABLE
    }

    public static MovePlan of(Workload workload, OptInEdit edit, Json json) {
        Optional<String> obstacle = Obstacles.of(workload);
        if (edit.holdsFor(workload.placement(), attracts(workload))) {
            return new MovePlan(workload, State.OPTED_IN, "opted in already", ours(workload, edit, json));
        }
        if (obstacle.isPresent()) {
            return new MovePlan(workload, State.UNMOVABLE, obstacle.get(), null);
        }
        try {
            OptInRecord earlier = OptInRecord.on(workload, json).orElse(null);
            return move(workload, edit, earlier);
        } catch (Failed unreadable) {
            return new MovePlan(
                    workload,
                    State.UNMOVABLE,
                    "its annotation " + OptInRecord.ANNOTATION + " cannot be read; remove it if it is not needed for a"
                            + " rollback",
                    null);
        }
    }

    private static OptInRecord ours(Workload workload, OptInEdit edit, Json json) {
        try {
            return OptInRecord.on(workload, json)
                    .filter(r -> r.optIn().equals(edit.optIn()))
                    .orElse(null);
        } catch (Failed unreadable) {
            return null;
        }
    }

    private static MovePlan move(Workload workload, OptInEdit edit, OptInRecord earlier) {
        Placement before = workload.placement();
        Placement after = edit.apply(before, attracts(workload), earlier);
        OptInRecord record =
                new OptInRecord(edit.optIn(), before, after, "", List.of(), Map.of(), kept(workload, edit, earlier));
        return new MovePlan(workload, State.MOVABLE, describe(before, after), record);
    }

    /** Pins of a move to the same place that somebody has taken back in part: the way back is still ours to know. */
    private static ImagePins kept(Workload workload, OptInEdit edit, OptInRecord earlier) {
        return earlier != null && earlier.optIn().equals(edit.optIn())
                ? earlier.pins().stillOn(workload)
                : ImagePins.NONE;
    }

    /** The same for a workload that must not move, or not by us. */
    public MovePlan barred(String why) {
        return new MovePlan(workload, State.UNMOVABLE, why, record);
    }

    /** The same, and its images keep to what runs now. */
    public MovePlan pinning(ImagePins pins) {
        return pins.isEmpty()
                ? this
                : new MovePlan(
                        workload,
                        state,
                        reason + "; " + pins.describe(),
                        record.pinning(record.pins().plus(pins)));
    }

    /** The same with what is to be left behind in the record: where the pods run, and which images. */
    public MovePlan leaving(Fleet fleet) {
        List<String> from = fleet.podsOf(workload).stream()
                .map(p -> fleet.poolOfNode(p.node()))
                .filter(p -> !p.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return new MovePlan(workload, state, reason, record.leaving(from, images(workload, fleet)));
    }

    /** A DaemonSet serves the nodes of both pools and is not drawn to either. */
    public static boolean attracts(Workload workload) {
        return workload.kind() != WorkloadKind.DAEMON_SET;
    }

    private static Map<String, Pod.Image> images(Workload workload, Fleet fleet) {
        Map<String, Pod.Image> images = new TreeMap<>();
        fleet.currentPodsOf(workload).stream().filter(Pod::ready).forEach(p -> images.putAll(p.images()));
        return images;
    }

    private static String describe(Placement before, Placement after) {
        List<String> changes = new ArrayList<>();
        if (!Trees.same(before.tolerations(), after.tolerations())) {
            changes.add("toleration");
        }
        if (!Trees.same(before.affinity(), after.affinity())) {
            changes.add("node affinity");
        }
        if (!Trees.same(before.nodeSelector(), after.nodeSelector())) {
            changes.add("node selector");
        }
        return String.join(" and ", changes);
    }

    /**
     * The record and the change in one request, so that neither is ever there without the other.
     *
     * @param wave mark of the wave, by which its members find each other again
     */
    public WorkloadPatch patch(String wave, Json json) {
        List<PatchOperation> operations = new ArrayList<>();
        boolean annotated = workload.manifest().at("metadata", "annotations") != null;
        String text = record.inWave(wave).text(json);
        operations.add(
                annotated
                        ? PatchOperation.add(List.of("metadata", "annotations", OptInRecord.ANNOTATION), text)
                        : PatchOperation.add(List.of("metadata", "annotations"), Map.of(OptInRecord.ANNOTATION, text)));
        operations.addAll(
                record.before().changesTo(record.after(), workload.kind().podSpecPath()));
        operations.addAll(record.pins().pinning(workload));
        operations.addAll(ReturnMark.unset(workload));
        return new WorkloadPatch(workload.ref(), workload.manifest().resourceVersion(), operations);
    }
}
