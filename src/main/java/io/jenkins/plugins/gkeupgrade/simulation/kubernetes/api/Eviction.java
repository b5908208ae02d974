package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the disruption budgets over a pod, as the eviction subresource does. */
final class Eviction {
    private static final String NOT_NOW = "Cannot evict pod as it would violate the pod's disruption budget.";

    private static final int CONDITION_SINCE = 26;

    private final ApiServer server;

    Eviction(ApiServer server) {
        this.server = server;
    }

    /** Takes one disruption from the pod's budget, or throws. */
    void charge(Manifest pod) {
        boolean free = Set.of("Succeeded", "Failed", "Pending").contains(pod.text("status", "phase"))
                || pod.at("metadata", "deletionTimestamp") != null;
        if (free) {
            return;
        }
        List<Manifest> budgets = server.store().list(Resources.POD_DISRUPTION_BUDGETS, pod.namespace()).stream()
                .filter(budget ->
                        LabelSelector.of(budget.at("spec", "selector")).matches(pod.labels()))
                .toList();
        if (budgets.size() > 1) {
            throw ApiException.internal(
                    "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        }
        for (Manifest budget : budgets) {
            if (!mayGoBecauseUnhealthy(pod, budget)) {
                charge(pod, budget);
            }
        }
    }

    /** Writes on the pod why it goes, as API servers do since Kubernetes 1.26. */
    Manifest marked(Manifest pod) {
        if (server.minor() < CONDITION_SINCE || pod.at("metadata", "deletionTimestamp") != null) {
            return pod;
        }
        List<Object> conditions = Conditions.with(
                Trees.maps(pod.tree(), "status", "conditions"),
                server.timestamp(),
                "DisruptionTarget",
                "True",
                "EvictionByEvictionAPI",
                "Eviction API: evicting");
        return server.store().put(Resources.PODS, Trees.with(pod, conditions, "status", "conditions"));
    }

    private static boolean mayGoBecauseUnhealthy(Manifest pod, Manifest budget) {
        if (Conditions.isTrue(pod.tree(), "Ready")) {
            return false;
        }
        boolean always = "AlwaysAllow".equals(budget.text("spec", "unhealthyPodEvictionPolicy"));
        long healthy = budget.number(0, "status", "currentHealthy");
        long desired = budget.number(0, "status", "desiredHealthy");
        return always || (healthy >= desired && desired > 0);
    }

    private void charge(Manifest pod, Manifest budget) {
        if (budget.number(0, "status", "observedGeneration") < budget.number(0, "metadata", "generation")) {
            throw refused("The disruption budget " + budget.name() + " is still being processed by the server.", 10);
        }
        long allowed = budget.number(0, "status", "disruptionsAllowed");
        if (allowed <= 0) {
            throw refused(
                    "The disruption budget " + budget.name() + " needs "
                            + budget.number(0, "status", "desiredHealthy") + " healthy pods and has "
                            + budget.number(0, "status", "currentHealthy") + " currently",
                    0);
        }
        Map<String, Object> status = Trees.with(budget.map("status"), allowed - 1, "disruptionsAllowed");
        status = Trees.with(status, server.timestamp(), "disruptedPods", pod.name());
        server.store().put(Resources.POD_DISRUPTION_BUDGETS, Trees.with(budget, status, "status"));
    }

    private static ApiException refused(String why, int retryAfter) {
        return ApiException.tooManyRequests(
                NOT_NOW, List.of(new ApiException.Cause("DisruptionBudget", why, "")), retryAfter);
    }
}
