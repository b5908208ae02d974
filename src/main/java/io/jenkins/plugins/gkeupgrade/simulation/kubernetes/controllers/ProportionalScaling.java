package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows a change of a Deployment's size, also in the middle of a rolling update. */
final class ProportionalScaling {
    private final KubernetesApi api;
    private final Manifest deployment;
    private final ReplicaSets sets;
    private final long replicas;

    ProportionalScaling(KubernetesApi api, Manifest deployment, ReplicaSets sets) {
        this.api = api;
        this.deployment = deployment;
        this.sets = sets;
        this.replicas = Amounts.replicas(deployment);
    }

    void run() {
        List<Manifest> active = sets.active();
        if (active.size() <= 1) {
            Manifest only = active.isEmpty() ? latest() : active.get(0);
            if (only != null && Amounts.replicas(only) != replicas) {
                ReplicaSets.scale(api, deployment, only, replicas);
            }
        } else if (isSaturated(sets.now())) {
            sets.old().stream()
                    .filter(set -> Amounts.replicas(set) > 0)
                    .forEach(set -> ReplicaSets.scale(api, deployment, set, 0));
        } else if (deployment.text("spec", "strategy", "type").equals("RollingUpdate")) {
            proportionally(active);
        }
    }

    private Manifest latest() {
        if (sets.now() != null) {
            return sets.now();
        }
        return sets.old().isEmpty() ? null : sets.old().get(sets.old().size() - 1);
    }

    private boolean isSaturated(Manifest set) {
        return set != null
                && Amounts.replicas(set) == replicas
                && ReplicaSets.annotation(set, ReplicaSets.DESIRED, -1) == replicas
                && ReplicaSets.count(set, "availableReplicas") == replicas;
    }

    private void proportionally(List<Manifest> active) {
        long allowed = replicas > 0 ? replicas + Amounts.maxSurge(deployment) : 0;
        long toAdd = allowed - ReplicaSets.wanted(active);
        List<Manifest> order = new ArrayList<>(active);
        Comparator<Manifest> created = Comparator.comparing(set -> set.text("metadata", "creationTimestamp"));
        order.sort(Comparator.comparingLong(Amounts::replicas)
                .reversed()
                .thenComparing(toAdd > 0 ? created.reversed() : created));
        Map<Manifest, Long> sizes = new LinkedHashMap<>();
        long added = 0;
        for (Manifest set : order) {
            long share = toAdd == 0 ? 0 : share(set, toAdd, added);
            sizes.put(set, Amounts.replicas(set) + share);
            added += share;
        }
        // What rounding has left over goes to the largest.
        long rest = toAdd - added;
        sizes.computeIfPresent(order.get(0), (set, size) -> Math.max(0, size + rest));
        sizes.forEach((set, size) -> ReplicaSets.scale(api, deployment, set, size));
    }

    private long share(Manifest set, long toAdd, long added) {
        long fraction;
        if (replicas == 0) {
            fraction = -Amounts.replicas(set);
        } else {
            long was = ReplicaSets.annotation(set, ReplicaSets.MAX, deployment.number(0, "status", "replicas"));
            double target =
                    (double) Amounts.replicas(set) * (replicas + Amounts.maxSurge(deployment)) / Math.max(1, was);
            fraction = Math.round(target) - Amounts.replicas(set);
        }
        long left = toAdd - added;
        return toAdd > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
    }
}
