package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Conditions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status of Deployments: numbers, and the conditions Available and Progressing with its deadline. */
final class DeploymentProgress {
    private static final String PROGRESSING = "Progressing";
    private static final String COMPLETE = "NewReplicaSetAvailable";
    private static final String TIMED_OUT = "ProgressDeadlineExceeded";
    private static final String PAUSED = "DeploymentPaused";
    private static final long NO_DEADLINE = Integer.MAX_VALUE;

    private final ControlContext context;

    DeploymentProgress(ControlContext context) {
        this.context = context;
    }

    boolean hasDeadline(Manifest deployment) {
        return deadline(deployment) != NO_DEADLINE;
    }

    private static long deadline(Manifest deployment) {
        return deployment.number(NO_DEADLINE, "spec", "progressDeadlineSeconds");
    }

    static String reason(Manifest deployment) {
        return Trees.text(Conditions.find(deployment.tree(), PROGRESSING), "reason");
    }

    static Map<String, Object> progressing(String status, String reason, String message) {
        return Trees.tree("type", PROGRESSING, "status", status, "reason", reason, "message", message);
    }

    /** The Deployment with the condition, dated now. */
    Manifest with(Manifest deployment, Map<String, Object> condition) {
        return Trees.with(
                deployment,
                replaced(Trees.maps(deployment.tree(), "status", "conditions"), condition),
                "status",
                "conditions");
    }

    private List<Object> replaced(List<Map<String, Object>> conditions, Map<String, Object> next) {
        List<Object> all = new ArrayList<>();
        String since = context.server().timestamp();
        for (Map<String, Object> condition : conditions) {
            if (!next.get("type").equals(condition.get("type"))) {
                all.add(condition);
            } else if (next.get("status").equals(condition.get("status"))) {
                since = Trees.text(condition, "lastTransitionTime");
            }
        }
        all.add(Trees.tree(
                "type",
                next.get("type"),
                "status",
                next.get("status"),
                "lastUpdateTime",
                context.server().timestamp(),
                "lastTransitionTime",
                since,
                "reason",
                next.get("reason"),
                "message",
                next.get("message")));
        return all;
    }

    Map<String, Object> status(Manifest deployment, ReplicaSets sets) {
        List<Manifest> all = sets.all();
        long available = ReplicaSets.sum(all, "availableReplicas");
        Map<String, Object> status = WorkloadController.counts(
                "observedGeneration",
                deployment.number(0, "metadata", "generation"),
                "replicas",
                ReplicaSets.sum(all, "replicas"),
                "updatedReplicas",
                ReplicaSets.count(sets.now(), "replicas"),
                "readyReplicas",
                ReplicaSets.sum(all, "readyReplicas"),
                "availableReplicas",
                available,
                "unavailableReplicas",
                Math.max(0, ReplicaSets.wanted(all) - available));
        List<Map<String, Object>> conditions = Trees.maps(deployment.tree(), "status", "conditions");
        boolean enough = available >= Amounts.replicas(deployment) - Amounts.maxUnavailable(deployment);
        conditions = changed(
                conditions,
                Trees.tree(
                        "type",
                        "Available",
                        "status",
                        enough ? "True" : "False",
                        "reason",
                        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                        "message",
                        enough
                                ? "Deployment has minimum availability."
                                : "Deployment does not have minimum availability."));
        if (hasDeadline(deployment)) {
            conditions = withProgress(deployment, sets, status, conditions);
        }
        status.put("conditions", conditions);
        return status;
    }

    /** The conditions with this one, left as they are when it says nothing new. */
    private List<Map<String, Object>> changed(List<Map<String, Object>> conditions, Map<String, Object> next) {
        for (Map<String, Object> condition : conditions) {
            if (next.get("type").equals(condition.get("type"))
                    && next.get("status").equals(condition.get("status"))
                    && next.get("reason").equals(condition.get("reason"))) {
                return conditions;
            }
        }
        return Trees.maps(replaced(conditions, next));
    }

    private List<Map<String, Object>> withProgress(
            Manifest deployment, ReplicaSets sets, Map<String, Object> status, List<Map<String, Object>> conditions) {
        String reason = reason(deployment);
        if (deployment.flag("spec", "paused")) {
            // That it has failed is still told of a Deployment that was paused later.
            return reason.equals(TIMED_OUT)
                    ? conditions
                    : changed(conditions, progressing("Unknown", PAUSED, "Deployment is paused"));
        }
        List<Map<String, Object>> now = reason.equals(PAUSED)
                ? changed(conditions, progressing("Unknown", "DeploymentResumed", "Deployment is resumed"))
                : conditions;
        boolean wasComplete = reason.equals(COMPLETE)
                && Trees.number(status, 0, "replicas") == Trees.number(status, 0, "updatedReplicas");
        if (wasComplete || sets.now() == null) {
            return now;
        }
        String set = "ReplicaSet \"" + sets.now().name() + "\" ";
        if (isComplete(deployment, status)) {
            return changed(now, progressing("True", COMPLETE, set + "has successfully progressed."));
        }
        if (moved(deployment.map("status"), status)) {
            return Trees.maps(replaced(now, progressing("True", "ReplicaSetUpdated", set + "is progressing.")));
        }
        if (timedOut(deployment, reason)) {
            return changed(now, progressing("False", TIMED_OUT, set + "has timed out progressing."));
        }
        return now;
    }

    static boolean isComplete(Manifest deployment, Map<String, Object> status) {
        long replicas = Amounts.replicas(deployment);
        return Trees.number(status, 0, "updatedReplicas") == replicas
                && Trees.number(status, 0, "replicas") == replicas
                && Trees.number(status, 0, "availableReplicas") == replicas
                && Trees.number(status, 0, "observedGeneration") >= deployment.number(0, "metadata", "generation");
    }

    private static boolean moved(Map<String, Object> before, Map<String, Object> now) {
        long oldBefore = Trees.number(before, 0, "replicas") - Trees.number(before, 0, "updatedReplicas");
        long oldNow = Trees.number(now, 0, "replicas") - Trees.number(now, 0, "updatedReplicas");
        return oldNow < oldBefore
                || grew(before, now, "updatedReplicas")
                || grew(before, now, "readyReplicas")
                || grew(before, now, "availableReplicas");
    }

    private static boolean grew(Map<String, Object> before, Map<String, Object> now, String field) {
        return Trees.number(now, 0, field) > Trees.number(before, 0, field);
    }

    private boolean timedOut(Manifest deployment, String reason) {
        if (reason.isEmpty() || reason.equals(COMPLETE)) {
            return false;
        }
        return reason.equals(TIMED_OUT)
                || lastProgress(deployment.map("status"))
                        .plusSeconds(deadline(deployment))
                        .isBefore(context.now());
    }

    private static Instant lastProgress(Map<String, Object> status) {
        String time = Trees.text(Conditions.find(Trees.tree("status", status), PROGRESSING), "lastUpdateTime");
        return time.isEmpty() ? Instant.EPOCH : Instant.parse(time);
    }

    /** How long until the rollout is late, when that is still to be seen. */
    Optional<Duration> untilDeadline(Manifest deployment, Map<String, Object> status) {
        String reason = Trees.text(Conditions.find(Trees.tree("status", status), PROGRESSING), "reason");
        boolean open = hasDeadline(deployment)
                && !deployment.flag("spec", "paused")
                && !reason.isEmpty()
                && !reason.equals(COMPLETE)
                && !reason.equals(TIMED_OUT)
                && !isComplete(deployment, status);
        if (!open) {
            return Optional.empty();
        }
        Instant late = lastProgress(status).plusSeconds(deadline(deployment) + 1);
        Duration left = Duration.between(context.now(), late);
        return Optional.of(left.isNegative() ? Duration.ofSeconds(1) : left);
    }
}
