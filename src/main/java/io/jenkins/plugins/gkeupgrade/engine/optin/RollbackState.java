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
 */
public record RollbackState(Instant started, OptInTaint optIn, List<WorkloadRef> targets) implements Serializable {
    private static final long serialVersionUID = 1L;

    public RollbackState {
        targets = List.copyOf(targets);
    }
}
