package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Conditions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.LabelSelector;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.SelectorIndex;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts for every disruption budget how many pods are healthy and how many may be evicted. */
final class DisruptionController extends WorkloadController {
    private static final int CONDITIONS_SINCE = 22;

    /** Kinds that own pods and have no scale subresource, as Kubernetes names them in its messages. */
    private static final Map<String, String> UNSCALABLE = Map.of("DaemonSet", "daemonsets.apps", "Job", "jobs.batch");

    private final SelectorIndex budgets = new SelectorIndex(
            Resources.POD_DISRUPTION_BUDGETS, budget -> LabelSelector.of(budget.at("spec", "selector")));

    DisruptionController(ControlContext context) {
        super(context, "disruption-controller", Resources.POD_DISRUPTION_BUDGETS, Resources.PODS);
        context.store().addIndex(budgets);
    }

    @Override
    public void changed(Resource changed, Manifest before, Manifest now) {
        if (changed.equals(resource)) {
            super.changed(changed, before, now);
        } else if (changed.equals(Resources.PODS)) {
            budgets.selecting(now == null ? before : now).forEach(queue::add);
        } else if (now != null && before != null && resized(before, now)) {
            // What is expected depends on the size of the owners.
            context.owners()
                    .of(now.uid(), Resources.PODS)
                    .limit(1)
                    .forEach(pod -> budgets.selecting(pod).forEach(queue::add));
        }
    }

    private static boolean resized(Manifest before, Manifest now) {
        return before.at("spec", "replicas") != null && Amounts.replicas(before) != Amounts.replicas(now);
    }

    @Override
    void sync(Manifest budget) {
        LabelSelector selector = LabelSelector.of(budget.at("spec", "selector"));
        List<Manifest> pods = context.pods().matching(budget.namespace(), selector).stream()
                .filter(pod -> !Pods.isOver(pod))
                .toList();
        Map<String, Object> disrupted = new LinkedHashMap<>(budget.map("status", "disruptedPods"));
        disrupted
                .keySet()
                .removeIf(name -> pods.stream().noneMatch(pod -> pod.name().equals(name) && !Pods.isTerminating(pod)));
        long healthy = pods.stream()
                .filter(pod -> Pods.isReady(pod) && !Pods.isTerminating(pod) && !disrupted.containsKey(pod.name()))
                .count();
        Object least = budget.at("spec", "minAvailable");
        Object most = budget.at("spec", "maxUnavailable");
        if (most != null || least instanceof String) {
            Optional<Manifest> unscalable =
                    pods.stream().filter(DisruptionController::isOfUnscalable).findFirst();
            if (unscalable.isPresent()) {
                allowNothing(budget, Pods.controllerOf(unscalable.get()));
                return;
            }
        }
        long expected;
        long desired;
        if (most != null) {
            expected = sizeOfOwners(pods);
            desired = Math.max(0, expected - Amounts.of(most, expected, true));
        } else if (least instanceof String) {
            expected = sizeOfOwners(pods);
            desired = Amounts.of(least, expected, true);
        } else {
            expected = pods.size();
            desired = Amounts.of(least, expected, true);
        }
        long allowed = expected > 0 && healthy > desired ? healthy - desired : 0;
        updateStatus(budget, status(budget, healthy, desired, expected, allowed, disrupted));
    }

    /** Without a scale subresource, nobody can say how many pods there are meant to be. */
    private static boolean isOfUnscalable(Manifest pod) {
        return UNSCALABLE.containsKey(String.valueOf(Pods.controllerOf(pod).get("kind")));
    }

    /** What was counted before stays, as in Kubernetes. */
    private void allowNothing(Manifest budget, Map<String, Object> owner) {
        String why = UNSCALABLE.get(owner.get("kind")) + " does not implement the scale subresource";
        Map<String, Object> status = Trees.with(budget.map("status"), 0L, "disruptionsAllowed");
        updateStatus(budget, conditioned(budget, status, false, "SyncFailed", why));
        event(
                budget,
                "Warning",
                "CalculateExpectedPodCountFailed",
                "Failed to calculate the number of expected pods: " + why);
    }

    private Map<String, Object> conditioned(
            Manifest budget, Map<String, Object> status, boolean allowed, String reason, String message) {
        if (context.server().minor() < CONDITIONS_SINCE) {
            return status;
        }
        List<Object> conditions = Conditions.with(
                Trees.maps(budget.tree(), "status", "conditions"),
                context.server().timestamp(),
                "DisruptionAllowed",
                allowed ? "True" : "False",
                reason,
                message);
        return Trees.with(status, conditions, "conditions");
    }

    private Map<String, Object> status(
            Manifest budget, long healthy, long desired, long expected, long allowed, Map<String, Object> disrupted) {
        Map<String, Object> status = Trees.tree(
                "currentHealthy",
                healthy,
                "desiredHealthy",
                desired,
                "disruptionsAllowed",
                allowed,
                "expectedPods",
                expected,
                "observedGeneration",
                budget.number(0, "metadata", "generation"),
                "disruptedPods",
                disrupted.isEmpty() ? null : disrupted);
        return conditioned(budget, status, allowed > 0, allowed > 0 ? "SufficientPods" : "InsufficientPods", "");
    }

    /** The sizes that the owners of the pods are meant to have, each owner once. */
    private long sizeOfOwners(List<Manifest> pods) {
        Set<String> seen = new HashSet<>();
        long sum = 0;
        for (Manifest pod : pods) {
            Manifest owner = scaled(pod);
            if (owner == null) {
                continue;
            }
            if (seen.add(owner.uid())) {
                sum += Amounts.replicas(owner);
            }
        }
        return sum;
    }

    private Manifest scaled(Manifest pod) {
        Map<String, Object> owner = Pods.controllerOf(pod);
        Manifest set =
                switch (String.valueOf(owner.get("kind"))) {
                    case "ReplicaSet" -> owner(Resources.REPLICA_SETS, pod, owner);
                    case "StatefulSet" -> owner(Resources.STATEFUL_SETS, pod, owner);
                    case "ReplicationController" -> owner(Resources.REPLICATION_CONTROLLERS, pod, owner);
                    default -> null;
                };
        if (set != null && set.kind().equals("ReplicaSet")) {
            Map<String, Object> deployment = Pods.controllerOf(set);
            return deployment.isEmpty() ? set : owner(Resources.DEPLOYMENTS, pod, deployment);
        }
        return set;
    }

    private Manifest owner(Resource of, Manifest pod, Map<String, Object> reference) {
        return context.store().get(of, pod.namespace(), Trees.text(reference, "name"));
    }
}
