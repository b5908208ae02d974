package io.jenkins.plugins.gkeupgrade.engine.ledger;

import java.io.Serializable;

/**
 * What the ledger holds of one workload.
 *
 * @param low its worst moment since it was complete; null for a workload without pods of its own
 * @param restarts of its containers
 * @param evictions of its pods, those of the API server and those of kubelets
 */
public record Figures(Low low, int restarts, int evictions) implements Serializable {
    private static final long serialVersionUID = 1L;

    Figures and(Figures later) {
        return new Figures(low.or(later.low), restarts + later.restarts, evictions + later.evictions);
    }
}
