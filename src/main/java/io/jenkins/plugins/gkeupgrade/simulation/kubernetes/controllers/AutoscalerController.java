package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Key;
import java.util.Map;

/** Horizontal autoscaling without load: keeps workloads between their smallest and largest size. */
final class AutoscalerController extends WorkloadController {
    AutoscalerController(ControlContext context) {
        super(context, "horizontal-pod-autoscaler", Resources.HORIZONTAL_POD_AUTOSCALERS, Resources.DEPLOYMENTS);
    }

    @Override
    public void changed(Resource changed, Manifest before, Manifest now) {
        if (changed.equals(resource)) {
            super.changed(changed, before, now);
        } else if (now != null && (changed.equals(Resources.DEPLOYMENTS) || changed.equals(Resources.STATEFUL_SETS))) {
            boolean resized = before == null
                    || Amounts.replicas(before) != Amounts.replicas(now)
                    || before.number(0, "status", "replicas") != now.number(0, "status", "replicas");
            if (resized) {
                context.store().list(resource, now.namespace()).stream()
                        .filter(autoscaler -> isTarget(autoscaler, now))
                        .forEach(autoscaler -> queue.add(Key.of(autoscaler)));
            }
        }
    }

    private static boolean isTarget(Manifest autoscaler, Manifest workload) {
        Map<String, Object> target = autoscaler.map("spec", "scaleTargetRef");
        return workload.kind().equals(target.get("kind")) && workload.name().equals(target.get("name"));
    }

    @Override
    void sync(Manifest autoscaler) {
        Map<String, Object> target = autoscaler.map("spec", "scaleTargetRef");
        Resource of = "StatefulSet".equals(target.get("kind")) ? Resources.STATEFUL_SETS : Resources.DEPLOYMENTS;
        Manifest workload = context.store().get(of, autoscaler.namespace(), Trees.text(target, "name"));
        if (workload == null) {
            return;
        }
        long size = Amounts.replicas(workload);
        long least = autoscaler.number(1, "spec", "minReplicas");
        long wanted = Math.max(least, Math.min(size, autoscaler.number(size, "spec", "maxReplicas")));
        // A workload that somebody has scaled to nothing is left alone.
        if (size > 0 && wanted != size) {
            api.replace(of, Subresource.NONE, Trees.with(workload, wanted, "spec", "replicas"));
        }
        updateStatus(
                autoscaler,
                Trees.tree(
                        "currentReplicas",
                        workload.number(0, "status", "replicas"),
                        "desiredReplicas",
                        size == 0 ? 0 : wanted));
    }
}
