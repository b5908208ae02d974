package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePatch;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What goes wrong between a stage and the cluster.
 *
 * @param onPatch decides for every patch of a workload
 * @param onNodePatch decides for every patch of a node
 * @param onView whether this reading of a view fails as one that is too old
 * @param lag how far views are behind the cluster, though never behind our own changes
 */
public record WorkloadFaults(
        Function<WorkloadPatch, PatchFault> onPatch,
        Function<NodePatch, PatchFault> onNodePatch,
        BooleanSupplier onView,
        Duration lag) {
    /** The ways in which a patch can go wrong. */
    public enum PatchFault {
        /** It goes through. */
        NONE,
        /** It does not reach the server, and the caller cannot know. */
        NOT_SENT,
        /** The server applies it and the caller does not hear of it. */
        RESPONSE_LOST,
        /** Somebody else was faster. */
        CONFLICT,
        /** The whole call fails with a transient failure before this patch is sent. */
        CALL_FAILS
    }

    public WorkloadFaults(Function<WorkloadPatch, PatchFault> onPatch, BooleanSupplier onView, Duration lag) {
        this(onPatch, patch -> PatchFault.NONE, onView, lag);
    }

    public static final WorkloadFaults NONE = new WorkloadFaults(patch -> PatchFault.NONE, () -> false, Duration.ZERO);

    /** These faults for the next patches, one each, and none for those after them. */
    public static WorkloadFaults next(PatchFault... faults) {
        Deque<PatchFault> left = new ArrayDeque<>(List.of(faults));
        return new WorkloadFaults(patch -> left.isEmpty() ? PatchFault.NONE : left.poll(), () -> false, Duration.ZERO);
    }

    /**
     * Any fault now and then, the same ones for the same seed.
     *
     * @param probability of a fault, between 0 and 1
     */
    public static WorkloadFaults random(long seed, double probability, Duration lag) {
        Random random = new Random(seed);
        PatchFault[] all = PatchFault.values();
        return new WorkloadFaults(
                patch -> random.nextDouble() < probability ? all[1 + random.nextInt(all.length - 1)] : PatchFault.NONE,
                patch -> random.nextDouble() < probability ? all[1 + random.nextInt(all.length - 1)] : PatchFault.NONE,
                () -> random.nextDouble() < probability,
                lag);
    }

    public WorkloadFaults withLag(Duration value) {
        return new WorkloadFaults(onPatch, onNodePatch, onView, value);
    }
}
