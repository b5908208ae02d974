package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What a rollback remembers between looks.
 *
 * @param started when it began
 * @param optIn taint that the workloads opted in to; null until known
 * @param targets workloads that go back; decided, and remembered, before the first of them is touched
 * @param conflicts looks in a row in which every change of ours collided with somebody else's
 */
public record RollbackState(Instant started, OptInTaint optIn, List<WorkloadRef> targets, int conflicts)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public RollbackState {
        targets = List.copyOf(targets);
    }

    RollbackState withConflicts(int inARow) {
        return inARow == conflicts ? this : new RollbackState(started, optIn, targets, inARow);
    }
}
