package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes from old ReplicaSets what a rolling update may take now: first pods that serve nobody, then the others. */
final class RollingScaleDown {
    private final KubernetesApi api;
    private final Manifest deployment;
    private final ReplicaSets sets;
    private final Map<String, Long> sizes = new HashMap<>();

    RollingScaleDown(KubernetesApi api, Manifest deployment, ReplicaSets sets) {
        this.api = api;
        this.deployment = deployment;
        this.sets = sets;
        sets.old().forEach(set -> sizes.put(set.name(), Amounts.replicas(set)));
    }

    void run() {
        List<Manifest> all = sets.all();
        long least = Amounts.replicas(deployment) - Amounts.maxUnavailable(deployment);
        long newUnavailable = Amounts.replicas(sets.now()) - ReplicaSets.count(sets.now(), "availableReplicas");
        long mayGo = ReplicaSets.wanted(all) - least - newUnavailable;
        if (ReplicaSets.wanted(sets.old()) == 0 || mayGo <= 0) {
            return;
        }
        takeUnavailable(mayGo);
        takeAvailable(ReplicaSets.sum(all, "availableReplicas") - least);
        for (Manifest set : sets.old()) {
            if (sizes.get(set.name()) != Amounts.replicas(set)) {
                ReplicaSets.scale(api, deployment, set, sizes.get(set.name()));
            }
        }
    }

    private void takeUnavailable(long atMost) {
        long left = atMost;
        for (Manifest set : sets.old()) {
            long unavailable = sizes.get(set.name()) - ReplicaSets.count(set, "availableReplicas");
            long going = Math.max(0, Math.min(left, unavailable));
            sizes.merge(set.name(), -going, Long::sum);
            left -= going;
        }
    }

    private void takeAvailable(long atMost) {
        long left = Math.max(0, atMost);
        for (Manifest set : sets.old()) {
            long going = Math.min(left, sizes.get(set.name()));
            sizes.merge(set.name(), -going, Long::sum);
            left -= going;
        }
    }
}
