package io.jenkins.plugins.gkeupgrade.engine.pool;

import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What the making of a pool remembers.
 *
 * @param phase how far it is
 * @param startedAt when it began
 * @param spec what the request means in this cluster; null before the first look, settled then for good
 * @param known names of the pool creations that GKE listed when we made up our mind to start one
 * @param operation the creation that we started or joined; empty until there is one
 * @param created whether the pool was not there when we came
 */
public record TaintedPoolState(
        Phase phase, Instant startedAt, PoolSpec spec, List<String> known, String operation, boolean created)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How far the pool is. */
    public enum Phase {
        LOOKING,
        /** We are about to call GKE, or have called it and do not know the answer. */
        SUBMITTING,
        CREATING,
        /** The pool is there; its nodes may not be. */
        SETTLING
    }

    public TaintedPoolState {
        known = List.copyOf(known);
    }

    static TaintedPoolState first(Instant now) {
        return new TaintedPoolState(Phase.LOOKING, now, null, List.of(), "", false);
    }

    TaintedPoolState wanting(PoolSpec what) {
        return new TaintedPoolState(Phase.LOOKING, startedAt, what, known, "", created);
    }

    TaintedPoolState submitting(List<String> creationsSoFar) {
        return new TaintedPoolState(Phase.SUBMITTING, startedAt, spec, creationsSoFar, "", created);
    }

    TaintedPoolState creating(String by) {
        return new TaintedPoolState(Phase.CREATING, startedAt, spec, known, by, true);
    }

    TaintedPoolState settling() {
        return new TaintedPoolState(Phase.SETTLING, startedAt, spec, known, operation, created);
    }
}
