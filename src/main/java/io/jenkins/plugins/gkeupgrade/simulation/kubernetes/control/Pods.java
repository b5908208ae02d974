package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Conditions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What controllers want to know of pods, as Kubernetes defines it. */
public final class Pods {
    private Pods() {}

    public static boolean isReady(Manifest pod) {
        return Conditions.isTrue(pod.tree(), "Ready");
    }

    public static boolean isTerminating(Manifest pod) {
        return pod.at("metadata", "deletionTimestamp") != null;
    }

    /** Succeeded or failed: it will not run again. */
    public static boolean isOver(Manifest pod) {
        String phase = pod.text("status", "phase");
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    /** Neither over nor on its way out. */
    public static boolean isActive(Manifest pod) {
        return !isOver(pod) && !isTerminating(pod);
    }

    public static boolean isRunningAndReady(Manifest pod) {
        return pod.text("status", "phase").equals("Running") && isReady(pod);
    }

    /** Ready for at least so long. */
    public static boolean isAvailable(Manifest pod, long minReadySeconds, Instant now) {
        return isReady(pod) && untilAvailable(pod, minReadySeconds, now).isZero();
    }

    /** How long a ready pod still has to stay so to be available. */
    public static Duration untilAvailable(Manifest pod, long minReadySeconds, Instant now) {
        if (minReadySeconds <= 0) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, readySince(pod).plusSeconds(minReadySeconds));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Since when it is ready or not ready. */
    public static Instant readySince(Manifest pod) {
        String since = Trees.text(Conditions.find(pod.tree(), "Ready"), "lastTransitionTime");
        return since.isEmpty() ? Instant.EPOCH : Instant.parse(since);
    }

    /** The owner that manages the object, or an empty map. */
    public static Map<String, Object> controllerOf(Manifest object) {
        for (Map<String, Object> owner : Trees.maps(object.tree(), "metadata", "ownerReferences")) {
            if (Boolean.TRUE.equals(owner.get("controller"))) {
                return owner;
            }
        }
        return Map.of();
    }

    /** What an object that this one manages has as its {@code ownerReferences}. */
    public static List<Object> ownedBy(Manifest owner) {
        return List.of(Trees.tree(
                "apiVersion",
                owner.text("apiVersion"),
                "kind",
                owner.kind(),
                "name",
                owner.name(),
                "uid",
                owner.uid(),
                "controller",
                true,
                "blockOwnerDeletion",
                true));
    }

    /** A pod from its owner's template, without a name. */
    public static Map<String, Object> fromTemplate(Manifest owner, Map<String, Object> template) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("namespace", owner.namespace());
        for (String field : List.of("labels", "annotations")) {
            if (Trees.at(template, "metadata", field) != null) {
                metadata.put(field, Trees.at(template, "metadata", field));
            }
        }
        metadata.put("ownerReferences", ownedBy(owner));
        return Trees.tree("metadata", metadata, "spec", template.get("spec"));
    }
}
