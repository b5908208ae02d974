package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an opt-in found out about workloads and cannot see any more at its end, for its report.
 *
 * @param seconds how long each took from the begin of its wave until it was seen well
 * @param failed why each failed that made its wave fail
 * @param moves how often each was moved; more than once when somebody takes the move back
 */
record OptInNotes(Map<WorkloadRef, Long> seconds, Map<WorkloadRef, String> failed, Map<WorkloadRef, Integer> moves)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static final OptInNotes NONE = new OptInNotes(Map.of(), Map.of(), Map.of());

    OptInNotes {
        seconds = Map.copyOf(seconds);
        failed = Map.copyOf(failed);
        moves = Map.copyOf(moves);
    }

    OptInNotes withSeconds(Map<WorkloadRef, Long> more) {
        Map<WorkloadRef, Long> all = new LinkedHashMap<>(more);
        all.putAll(seconds);
        return new OptInNotes(all, failed, moves);
    }

    OptInNotes withFailed(Map<WorkloadRef, String> reasons) {
        return new OptInNotes(seconds, reasons, moves);
    }

    OptInNotes withMoved(Collection<WorkloadRef> moved) {
        Map<WorkloadRef, Integer> all = new LinkedHashMap<>(moves);
        moved.forEach(ref -> all.merge(ref, 1, Integer::sum));
        return new OptInNotes(seconds, failed, all);
    }
}
