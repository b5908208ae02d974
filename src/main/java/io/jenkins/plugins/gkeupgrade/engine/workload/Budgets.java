package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The PodDisruptionBudgets in sight. */
public record Budgets(Collection<Manifest> budgets) {
    /**
     * Name of a budget that now forbids to evict the pod. One that always allows to evict unhealthy pods protects those only
     * that are ready.
     *
     * @see <a href="https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy">Unhealthy
     *     pod eviction policy</a>
     */
    public Optional<String> blocking(Pod pod) {
        return budgets.stream()
                .filter(b -> b.namespace().equals(pod.namespace()))
                .filter(b -> selects(b, pod.manifest().labels()))
                .filter(b -> b.number(0, "status", "disruptionsAllowed") == 0)
                .filter(b -> pod.ready()
                        || !b.text("spec", "unhealthyPodEvictionPolicy").equals("AlwaysAllow"))
                .map(Manifest::name)
                .findFirst();
    }

    /** Whether the budget is about pods with these labels; an empty selector is about all, but none in policy/v1beta1. */
    public static boolean selects(Manifest budget, Map<String, Object> labels) {
        Map<String, Object> selector = budget.map("spec", "selector");
        return Selectors.isEmpty(selector)
                ? budget.at("spec", "selector") != null
                        && !budget.text("apiVersion").equals("policy/v1beta1")
                : Selectors.selects(selector, labels);
    }
}
