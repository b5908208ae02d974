package io.jenkins.plugins.gkeupgrade.engine.ledger;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The running account of one workload.
 *
 * <p>Pods are counted here, not taken from the workload's status: a status tells of a dip only when its controller
 * looked in time. A DaemonSet's status is believed, because only its controller knows which nodes should have a pod; but
 * the controller looks at the oldest pod of a node only, so that of one that surges the nodes count that are served.
 *
 * @param workload whose account
 * @param labels of its pods
 * @param allowance as its specification has it now
 * @param observed whether its controller has seen that specification
 * @param complete whether it has had what it wants since it last grew; it owes nothing that it did not have
 * @param owed fewest that must be available now
 * @param serving pods that are available
 * @param reported available pods by its status, for a DaemonSet
 * @param restarted restarts of each pod that had any
 * @param evicted pods that are known to be evicted and are still there
 * @param figures so far
 */
record WorkloadLine(
        WorkloadRef workload,
        Map<String, String> labels,
        Allowance allowance,
        boolean observed,
        boolean complete,
        int owed,
        Set<Long> serving,
        int reported,
        Map<Long, Integer> restarted,
        Set<Long> evicted,
        Figures figures)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    WorkloadLine {
        labels = Map.copyOf(labels);
        serving = Set.copyOf(serving);
        restarted = Map.copyOf(restarted);
        evicted = Set.copyOf(evicted);
    }

    /**
     * Begins with a workload as it is. Below what it allows itself it owes no more than one pod, if it has one, until it is
     * complete again.
     */
    static WorkloadLine begin(WorkloadRef workload, Manifest object, Iterable<Pod> pods) {
        Set<Long> serving = new HashSet<>();
        Map<Long, Integer> restarted = new HashMap<>();
        Set<Long> evicted = new HashSet<>();
        for (Pod pod : pods) {
            long key = key(workload, pod);
            if (pod.serving()) {
                serving.add(key);
            }
            if (pod.restarts() > 0) {
                restarted.put(key, pod.restarts());
            }
            if (pod.evicted()) {
                evicted.add(key);
            }
        }
        Allowance allowance = Allowance.of(object);
        int reported = reported(object);
        int available = available(workload, allowance, serving, reported);
        boolean complete = available >= allowance.least();
        int owed = complete ? allowance.least() : Math.min(available, 1);
        return new WorkloadLine(
                workload,
                labels(object),
                allowance,
                observed(object),
                complete,
                owed,
                serving,
                reported,
                restarted,
                evicted,
                new Figures(new Low(available, owed), 0, 0));
    }

    private static Map<String, String> labels(Manifest object) {
        return Keys.texts(object.map("spec", "template", "metadata", "labels"));
    }

    private static int reported(Manifest object) {
        return (int) object.number(0, "status", "numberAvailable");
    }

    private static boolean observed(Manifest object) {
        return object.number(0, "status", "observedGeneration") >= object.number(0, "metadata", "generation");
    }

    private static long key(WorkloadRef workload, Pod pod) {
        return workload.kind() == WorkloadKind.DAEMON_SET ? Keys.ofDaemon(pod.node(), pod.uid()) : Keys.of(pod.uid());
    }

    private static int available(WorkloadRef workload, Allowance allowance, Set<Long> serving, int reported) {
        if (workload.kind() != WorkloadKind.DAEMON_SET) {
            return serving.size();
        }
        return allowance.surges() ? Math.max(reported, Math.min(allowance.wanted(), Keys.nodes(serving))) : reported;
    }

    int available() {
        return available(workload, allowance, serving, reported);
    }

    /** The workload itself has changed: what it allows follows its specification from here on. */
    WorkloadLine changed(Manifest object) {
        Allowance now = Allowance.of(object);
        boolean seen = observed(object);
        int count = reported(object);
        boolean wantsMore = now.wanted() > allowance.wanted() || now.least() > allowance.least();
        // That enough are there right after it grew may be old news: one may be on its way out since it had shrunk
        // before.
        boolean news = workload.kind() == WorkloadKind.DAEMON_SET || now.wanted() < allowance.wanted();
        boolean has = news && seen && available(workload, now, serving, count) >= now.wanted();
        return settled(now, labels(object), seen, complete && !wantsMore || has, serving, count);
    }

    /** A pod of the workload has changed, or is gone. */
    WorkloadLine changed(Pod pod, boolean gone) {
        long key = key(workload, pod);
        Set<Long> now = new HashSet<>(serving);
        if (!gone && pod.serving()) {
            now.add(key);
        } else {
            now.remove(key);
        }
        boolean more = now.size() > serving.size();
        boolean has = more && observed && available(workload, allowance, now, reported) >= allowance.wanted();
        return settled(allowance, labels, observed, complete || has, now, reported)
                .counting(pod, key, gone);
    }

    /** The same workload as it is found after a time that nothing is known of; it owes what it owed before. */
    WorkloadLine found(WorkloadLine fresh) {
        WorkloadLine now = settled(
                fresh.allowance,
                fresh.labels,
                fresh.observed,
                complete && fresh.allowance.least() <= allowance.least(),
                fresh.serving,
                fresh.reported);
        return new WorkloadLine(
                workload,
                now.labels,
                now.allowance,
                now.observed,
                now.complete,
                now.owed,
                now.serving,
                now.reported,
                fresh.restarted,
                fresh.evicted,
                now.figures);
    }

    private WorkloadLine settled(
            Allowance now, Map<String, String> named, boolean seen, boolean has, Set<Long> pods, int count) {
        int owes = has ? now.least() : Math.min(owed, now.least());
        Low low = figures.low().or(new Low(available(workload, now, pods, count), owes));
        return new WorkloadLine(
                workload,
                named,
                now,
                seen,
                has,
                owes,
                pods,
                count,
                restarted,
                evicted,
                new Figures(low, figures.restarts(), figures.evictions()));
    }

    private WorkloadLine counting(Pod pod, long key, boolean gone) {
        int more = Math.max(0, pod.restarts() - restarted.getOrDefault(key, 0));
        boolean newlyEvicted = pod.evicted() && !evicted.contains(key);
        if (more == 0 && !newlyEvicted && !gone) {
            return this;
        }
        Map<Long, Integer> restarts = new HashMap<>(restarted);
        Set<Long> evictions = new HashSet<>(evicted);
        if (gone) {
            restarts.remove(key);
            evictions.remove(key);
        } else {
            restarts.merge(key, more, Integer::sum);
            if (newlyEvicted) {
                evictions.add(key);
            }
        }
        return new WorkloadLine(
                workload,
                labels,
                allowance,
                observed,
                complete,
                owed,
                serving,
                reported,
                restarts,
                evictions,
                new Figures(figures.low(), figures.restarts() + more, figures.evictions() + (newlyEvicted ? 1 : 0)));
    }

    /** Whether it has less now than it must have, and had more before. */
    boolean fellFrom(WorkloadLine before) {
        return available() < owed && available() < before.available();
    }
}
