package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * PodDisruptionBudgets that never let a pod go. A rolling update does not ask them, so that the move itself goes through;
 * but it is by eviction that bare ReplicaSets move and that nodes are drained.
 */
final class BudgetCheck implements WorkloadCheck {
    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        boolean counted =
                switch (workload.kind()) {
                    case DEPLOYMENT, STATEFUL_SET, REPLICA_SET, REPLICATION_CONTROLLER -> workload.replicas() > 0;
                    default -> false;
                };
        return counted ? budgets(workload, seen.budgetsOf(workload)) : List.of();
    }

    private static List<Finding> budgets(Workload workload, List<Manifest> budgets) {
        if (budgets.size() > 1) {
            return List.of(finding(
                    workload,
                    "PodDisruptionBudgets "
                            + String.join(
                                    " and ",
                                    budgets.stream()
                                            .map(Manifest::name)
                                            .sorted()
                                            .toList())
                            + " all match its pods, which Kubernetes takes for none of them may be evicted",
                    "keep one of them"));
        }
        return budgets.stream()
                .flatMap(budget -> one(workload, budget).stream())
                .toList();
    }

    private static Optional<Finding> one(Workload workload, Manifest budget) {
        String name = "PodDisruptionBudget " + budget.name();
        Optional<String> never = never(budget, protectedBy(budget, workload));
        return never.map(why -> finding(
                        workload,
                        name + " allows no disruption ever: " + why,
                        "let it spare one replica, for example with maxUnavailable 1"))
                .or(() -> spent(budget)
                        ? Optional.of(finding(
                                        workload,
                                        name + " allows no disruption now: of its pods "
                                                + budget.number(0, "status", "currentHealthy")
                                                + " are healthy, and it wants "
                                                + budget.number(0, "status", "desiredHealthy"),
                                        "bring its pods up before anybody drains nodes")
                                .as(Severity.NOTE))
                        : Optional.empty());
    }

    /** What its controller says of the present, unless that is of another version of it. */
    private static boolean spent(Manifest budget) {
        return budget.number(0, "status", "expectedPods") > 0
                && budget.number(1, "status", "disruptionsAllowed") == 0
                && budget.number(0, "status", "observedGeneration") == budget.number(0, "metadata", "generation");
    }

    /** A budget may be about pods of other workloads too: its controller tells of how many in all. */
    private static int protectedBy(Manifest budget, Workload workload) {
        return Math.max(workload.replicas(), (int) budget.number(0, "status", "expectedPods"));
    }

    private static Optional<String> never(Manifest budget, int pods) {
        Object most = budget.at("spec", "maxUnavailable");
        Object least = budget.at("spec", "minAvailable");
        if (most != null && Rolling.amount(most, 1, pods, true) == 0) {
            return Optional.of("its maxUnavailable is " + most);
        }
        // Percentages of both are rounded up.
        return least != null && Rolling.amount(least, 0, pods, true) >= pods
                ? Optional.of("its minAvailable is " + least + " of " + pods + " pods")
                : Optional.empty();
    }

    private static Finding finding(Workload workload, String reason, String remedy) {
        Finding finding = Finding.of(FindingId.BUDGET_ALLOWS_NOTHING, workload.ref(), reason, remedy);
        boolean evicted =
                workload.kind() == WorkloadKind.REPLICA_SET || workload.kind() == WorkloadKind.REPLICATION_CONTROLLER;
        return evicted ? finding.as(Severity.BLOCKED) : finding;
    }
}
