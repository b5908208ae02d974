package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many pods of one workload serve, and how many must.
 *
 * <p>A workload owes what its strategy says only when it has once had that many: not while it is made or grows.
 */
public final class WorkloadWatch {
    /**
     * The worst of one workload.
     *
     * @param replicas how many it should have
     * @param allowed to how many its strategy lets it fall
     * @param lowest fewest that served since it was first complete; what serves now when it has not been
     */
    public record Low(WorkloadRef workload, int replicas, int allowed, int lowest) {}

    private final WorkloadRef workload;
    private final Set<String> serving = new HashSet<>();
    private Map<String, Object> labels = Map.of();
    private int replicas;
    private int meant;
    private int owed;
    private boolean complete;
    private boolean everComplete;
    private int lowest;

    WorkloadWatch(WorkloadRef workload) {
        this.workload = workload;
    }

    /** The workload says how it is meant to be. */
    void meant(Manifest object) {
        labels = object.map("spec", "template", "metadata", "labels");
        replicas = (int) Amounts.replicas(object);
        meant = floor(object);
        complete = complete && serving.size() >= meant || serving.size() >= replicas;
        settle();
    }

    private static int floor(Manifest object) {
        int replicas = (int) Amounts.replicas(object);
        if (object.kind().equals("StatefulSet")) {
            return Math.max(0, replicas - 1);
        }
        return object.text("spec", "strategy", "type").equals("Recreate")
                ? 0
                : replicas - (int) Amounts.maxUnavailable(object);
    }

    private void settle() {
        complete = complete || serving.size() >= replicas;
        owed = complete ? meant : Math.min(owed, meant);
        lowest = everComplete ? Math.min(lowest, serving.size()) : serving.size();
        everComplete = everComplete || complete;
    }

    /** @return whether fewer serve now than must, and more did before */
    boolean pod(String uid, boolean serves) {
        boolean changed = serves ? serving.add(uid) : serving.remove(uid);
        if (!changed) {
            return false;
        }
        settle();
        return !serves && serving.size() < owed;
    }

    void reset() {
        lowest = serving.size();
    }

    Map<String, Object> labels() {
        return labels;
    }

    int serving() {
        return serving.size();
    }

    /** What it owes now. */
    int allowed() {
        return owed;
    }

    Low low() {
        return new Low(workload, replicas, meant, lowest);
    }
}
