package io.jenkins.plugins.gkeupgrade.engine.verify;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadVerdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.util.List;
import java.util.Map;

/**
 * What the verification makes of one workload.
 *
 * @param workload which one
 * @param state what it came to so far
 * @param reason one clause with numbers
 * @param pools node pools that its pods run on
 * @param poolsAndVersions the same with the versions of their nodes
 */
record Finding(Workload workload, State state, String reason, List<String> pools, List<String> poolsAndVersions) {
    enum State {
        PASSED,
        /** Not there yet. */
        PENDING,
        /** Not there yet, and something is in its way. */
        TROUBLED,
        FAILED,
        /** Was not moved at all, so that there is nothing to wait for: a failure as well. */
        NOT_OPTED_IN,
        /** Has no pods of its own that could be looked at. */
        NOT_APPLICABLE
    }

    Map<String, Object> details() {
        return new WorkloadRow(workload, verdict(), reason)
                .put("pools", pools)
                .to(state == State.PASSED ? poolsAndVersions : List.of())
                .details();
    }

    boolean failed() {
        return verdict() == WorkloadVerdict.FAILED;
    }

    private WorkloadVerdict verdict() {
        return switch (state) {
            case PASSED -> WorkloadVerdict.PASSED;
            case FAILED, NOT_OPTED_IN -> WorkloadVerdict.FAILED;
            case PENDING, TROUBLED -> WorkloadVerdict.INCONCLUSIVE;
            case NOT_APPLICABLE -> WorkloadVerdict.NOT_APPLICABLE;
        };
    }

    @Override
    public String toString() {
        return workload + ": " + reason;
    }
}
