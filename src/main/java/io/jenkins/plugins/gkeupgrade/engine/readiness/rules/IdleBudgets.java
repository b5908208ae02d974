package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** PodDisruptionBudgets that protect nothing, mostly because a label was misspelt. */
final class IdleBudgets implements Check {
    @Override
    public List<Finding> check(ReadinessObservation seen) {
        Set<String> used = new HashSet<>();
        seen.fleet().selected().forEach(w -> used.addAll(selecting(seen, w.ref().namespace(), w.podLabels())));
        seen.fleet()
                .pods()
                .forEach(p ->
                        used.addAll(selecting(seen, p.namespace(), p.manifest().labels())));
        Set<String> namespaces = selectedNamespaces(seen);
        return seen.lists().list(ResourceKind.POD_DISRUPTION_BUDGETS).stream()
                .filter(budget -> namespaces.contains(budget.namespace()) && !used.contains(budget.toString()))
                .map(IdleBudgets::finding)
                .toList();
    }

    private static List<String> selecting(ReadinessObservation seen, String namespace, Map<String, Object> labels) {
        return seen.budgetsOf(namespace, labels).stream()
                .map(Manifest::toString)
                .toList();
    }

    private static Set<String> selectedNamespaces(ReadinessObservation seen) {
        return seen.fleet().selected().stream().map(w -> w.ref().namespace()).collect(Collectors.toSet());
    }

    private static Finding finding(Manifest budget) {
        return Finding.ofCluster(
                FindingId.BUDGET_MATCHES_NOTHING,
                budget.toString(),
                "its selector matches no pod, so that it protects nothing",
                "compare its selector with the labels of the pods that are meant");
    }
}
