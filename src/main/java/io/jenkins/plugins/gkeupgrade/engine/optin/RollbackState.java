package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rollback remembers between looks.
 *
 * @param started when it began
 * @param optIn taint that the workloads opted in to; null until known
 * @param targets workloads that go back; decided, and remembered, before the first of them is touched
 * @param conflicts looks in a row in which every change of ours collided with somebody else's
 * @param seconds how long each took from the begin until it was seen well
 */
public record RollbackState(
        Instant started, OptInTaint optIn, List<WorkloadRef> targets, int conflicts, Map<WorkloadRef, Long> seconds)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public RollbackState {
        targets = List.copyOf(targets);
        // Saved before there were any.
        seconds = seconds == null ? Map.of() : Map.copyOf(seconds);
    }

    static RollbackState first(Instant now) {
        return new RollbackState(now, null, List.of(), 0, Map.of());
    }

    RollbackState of(OptInTaint taint, List<WorkloadRef> workloads) {
        return new RollbackState(started, taint, workloads, 0, seconds);
    }

    RollbackState withConflicts(int inARow) {
        return inARow == conflicts ? this : new RollbackState(started, optIn, targets, inARow, seconds);
    }

    /** With workloads that are well now; what was seen before stays. */
    RollbackState settled(Collection<WorkloadRef> well, Instant now) {
        Map<WorkloadRef, Long> all = new LinkedHashMap<>(seconds);
        well.forEach(ref -> all.putIfAbsent(ref, Duration.between(started, now).toSeconds()));
        return all.size() == seconds.size() ? this : new RollbackState(started, optIn, targets, conflicts, all);
    }
}
