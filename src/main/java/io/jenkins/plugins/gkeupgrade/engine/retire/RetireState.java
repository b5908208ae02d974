package io.jenkins.plugins.gkeupgrade.engine.retire;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the retirement of a pool remembers. What must not be forgotten is on the nodes of the pool.
 *
 * @param startedAt when it began
 * @param pool name of the pool; empty until it is settled
 * @param footprint what it changes in GKE; null while nothing of ours is in the cluster
 * @param pending the operation of ours that runs; null when none does
 * @param farewell how far the emptied pool is
 * @param ending why everything is put back; null while all goes forward
 * @param evicted pods evicted so far, by node
 * @param blocked why the last eviction was declined; empty when it was not
 */
public record RetireState(
        Instant startedAt,
        String pool,
        Footprint footprint,
        Pending pending,
        Farewell farewell,
        Ending ending,
        Map<String, Integer> evicted,
        String blocked)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * An operation of ours.
     *
     * @param operation its name
     * @param deletion whether it deletes the pool
     */
    public record Pending(String operation, boolean deletion) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * How far an emptied pool is.
     *
     * @param drainedAt when it was first seen empty and cordoned; null before
     * @param outAt when its nodes left the load balancers; null before
     * @param respectsBudgets whether GKE was told to honour budgets when it deletes the pool
     */
    public record Farewell(Instant drainedAt, Instant outAt, boolean respectsBudgets) implements Serializable {
        private static final long serialVersionUID = 1L;

        static final Farewell NONE = new Farewell(null, null, false);
    }

    /**
     * Why a retirement ends before the pool is gone.
     *
     * @param refused whether a safety check said no, rather than something failed
     * @param reason one sentence
     * @param whatToDo one sentence
     */
    public record Ending(boolean refused, String reason, String whatToDo) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public RetireState {
        evicted = Map.copyOf(evicted);
    }

    static RetireState first(Instant now) {
        return new RetireState(now, "", null, null, Farewell.NONE, null, Map.of(), "");
    }

    RetireState of(String name) {
        return new RetireState(startedAt, name, footprint, pending, farewell, ending, evicted, blocked);
    }

    RetireState leaving(Footprint print) {
        return new RetireState(startedAt, pool, print, pending, farewell, ending, evicted, blocked);
    }

    RetireState following(String operation, boolean deletes) {
        return new RetireState(
                startedAt, pool, footprint, new Pending(operation, deletes), farewell, ending, evicted, blocked);
    }

    RetireState followed() {
        return new RetireState(startedAt, pool, footprint, null, farewell, ending, evicted, blocked);
    }

    RetireState drained(Instant at) {
        return parting(new Farewell(at, farewell.outAt(), farewell.respectsBudgets()));
    }

    RetireState out(Instant at) {
        return parting(new Farewell(farewell.drainedAt(), at, farewell.respectsBudgets()));
    }

    RetireState respectingBudgets() {
        return parting(new Farewell(farewell.drainedAt(), farewell.outAt(), true));
    }

    private RetireState parting(Farewell now) {
        return new RetireState(startedAt, pool, footprint, pending, now, ending, evicted, blocked);
    }

    /** An operation of ours that may still run is found in GKE's list, like everybody else's. */
    RetireState puttingBack(Ending why) {
        return new RetireState(startedAt, pool, footprint, null, farewell, why, evicted, blocked);
    }

    RetireState evictedFrom(String node, int pods) {
        Map<String, Integer> more = new TreeMap<>(evicted);
        more.merge(node, pods, Integer::sum);
        return new RetireState(startedAt, pool, footprint, pending, farewell, ending, more, "");
    }

    RetireState blocked(String why) {
        return new RetireState(startedAt, pool, footprint, pending, farewell, ending, evicted, why);
    }

    boolean deleting() {
        return pending != null && pending.deletion();
    }
}
