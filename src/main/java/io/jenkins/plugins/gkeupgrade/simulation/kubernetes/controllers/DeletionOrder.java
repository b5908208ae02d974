package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of its pods a ReplicaSet deletes first, as {@code ActivePodsWithRanks} in Kubernetes' controller has it. */
final class DeletionOrder {
    private static final List<String> PHASES = List.of("Pending", "Unknown", "Running");
    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";

    private final int minor;
    private final Instant now;
    private final Map<String, Integer> neighbours = new HashMap<>();

    /** @param related pods of all ReplicaSets of the same Deployment: the more on a node, the earlier they go */
    DeletionOrder(int minor, Instant now, List<Manifest> related) {
        this.minor = minor;
        this.now = now;
        for (Manifest pod : related) {
            if (Pods.isActive(pod)) {
                neighbours.merge(pod.text("spec", "nodeName"), 1, Integer::sum);
            }
        }
    }

    List<Manifest> sorted(List<Manifest> pods) {
        Comparator<Manifest> order = Comparator.<Manifest, Boolean>comparing(
                        pod -> !pod.text("spec", "nodeName").isEmpty())
                .thenComparing(pod -> PHASES.indexOf(pod.text("status", "phase")))
                .thenComparing(Pods::isReady)
                .thenComparing(this::cost)
                .thenComparing(pod -> -neighbours.getOrDefault(pod.text("spec", "nodeName"), 0))
                .thenComparing(pod -> Pods.isReady(pod) ? age(Pods.readySince(pod)) : 0L)
                .thenComparing(pod -> -restarts(pod))
                .thenComparing(pod -> age(created(pod)))
                .thenComparing(Manifest::uid);
        return pods.stream().sorted(order).toList();
    }

    private int cost(Manifest pod) {
        Object cost = minor < 22 ? null : pod.annotations().get(COST);
        try {
            return cost == null ? 0 : Integer.parseInt(cost.toString());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Ages count by their order of magnitude only since 1.22, so that not always the newest pod goes. */
    private long age(Instant since) {
        long seconds = Math.max(0, Duration.between(since, now).toSeconds());
        return minor < 22 ? seconds : 64 - Long.numberOfLeadingZeros(seconds);
    }

    private static Instant created(Manifest pod) {
        return Instant.parse(pod.text("metadata", "creationTimestamp"));
    }

    private static long restarts(Manifest pod) {
        long most = 0;
        for (Map<String, Object> container : Trees.maps(pod.tree(), "status", "containerStatuses")) {
            most = Math.max(most, Trees.number(container, 0, "restartCount"));
        }
        return most;
    }
}
