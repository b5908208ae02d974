package io.jenkins.plugins.gkeupgrade.engine.retire;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * @param workloads of which we have evicted pods, for the report
 */
public record RetireState(
        Instant startedAt,
        String pool,
        Footprint footprint,
        Pending pending,
        Farewell farewell,
        Ending ending,
        Map<String, Integer> evicted,
        String blocked,
        List<EvictedWorkload> workloads)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of more, pods are only counted: what is evicted belongs to the system, which has some dozens of workloads. */
    static final int MOST_WORKLOADS = 1_000;

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
        // Saved before there were any.
        workloads = workloads == null ? List.of() : List.copyOf(workloads);
    }

    static RetireState first(Instant now) {
        return new RetireState(now, "", null, null, Farewell.NONE, null, Map.of(), "", List.of());
    }

    RetireState of(String name) {
        return new RetireState(startedAt, name, footprint, pending, farewell, ending, evicted, blocked, workloads);
    }

    RetireState leaving(Footprint print) {
        return new RetireState(startedAt, pool, print, pending, farewell, ending, evicted, blocked, workloads);
    }

    RetireState following(String operation, boolean deletes) {
        return new RetireState(
                startedAt,
                pool,
                footprint,
                new Pending(operation, deletes),
                farewell,
                ending,
                evicted,
                blocked,
                workloads);
    }

    RetireState followed() {
        return new RetireState(startedAt, pool, footprint, null, farewell, ending, evicted, blocked, workloads);
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
        return new RetireState(startedAt, pool, footprint, pending, now, ending, evicted, blocked, workloads);
    }

    /** An operation of ours that may still run is found in GKE's list, like everybody else's. */
    RetireState puttingBack(Ending why) {
        return new RetireState(startedAt, pool, footprint, null, farewell, why, evicted, blocked, workloads);
    }

    RetireState evictedFrom(String node, int pods) {
        Map<String, Integer> more = new TreeMap<>(evicted);
        more.merge(node, pods, Integer::sum);
        return new RetireState(startedAt, pool, footprint, pending, farewell, ending, more, "", workloads);
    }

    private RetireState with(List<EvictedWorkload> all) {
        return new RetireState(startedAt, pool, footprint, pending, farewell, ending, evicted, blocked, all);
    }

    /** @param from the pool with its version; @param after pods of the workload without the one that was evicted */
    RetireState evicted(Owner owner, String from, Instant now, Stay after) {
        List<EvictedWorkload> all = new ArrayList<>(workloads);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).owner().equals(owner)) {
                all.set(i, all.get(i).again(after));
                return with(all);
            }
        }
        if (all.size() < MOST_WORKLOADS) {
            all.add(EvictedWorkload.first(owner, from, now, after));
        }
        return with(all);
    }

    /** With what a look sees of the workloads of which we have evicted pods. */
    RetireState seeing(Map<Owner, Stay> stays, Instant now) {
        return with(workloads.stream()
                .map(w -> stays.containsKey(w.owner()) ? w.at(stays.get(w.owner()), now) : w)
                .toList());
    }

    RetireState blocked(String why) {
        return new RetireState(startedAt, pool, footprint, pending, farewell, ending, evicted, why, workloads);
    }

    boolean deleting() {
        return pending != null && pending.deletion();
    }
}
