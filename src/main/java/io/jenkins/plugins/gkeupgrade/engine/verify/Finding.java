package io.jenkins.plugins.gkeupgrade.engine.verify;

import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the verification makes of one workload.
 *
 * @param workload which one
 * @param state what it came to so far
 * @param reason one clause with numbers
 * @param pools node pools that its pods run on
 */
record Finding(Workload workload, State state, String reason, List<String> pools) {
    enum State {
        PASSED,
        /** Not there yet. */
        PENDING,
        /** Not there yet, and something is in its way. */
        TROUBLED,
        FAILED,
        /** Has no pods of its own that could be looked at. */
        NOT_APPLICABLE
    }

    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("kind", workload.kind().kubernetes());
        details.put("namespace", workload.ref().namespace());
        details.put("name", workload.ref().name());
        details.put("team", workload.team());
        details.put(
                "verdict",
                switch (state) {
                    case PASSED -> "PASSED";
                    case FAILED -> "FAILED";
                    case PENDING, TROUBLED -> "INCONCLUSIVE";
                    case NOT_APPLICABLE -> "NOT_APPLICABLE";
                });
        details.put("reason", reason);
        details.put("pools", pools);
        return details;
    }

    @Override
    public String toString() {
        return workload + ": " + reason;
    }
}
