package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists of conditions, as in the status of pods, nodes and Deployments. */
public final class Conditions {
    private Conditions() {}

    /** The list with this condition in it; the time changes only with the status. */
    public static List<Object> with(
            List<Map<String, Object>> conditions,
            String now,
            String type,
            String status,
            String reason,
            String message) {
        List<Object> all = new ArrayList<>(conditions.size() + 1);
        boolean replaced = false;
        for (Map<String, Object> condition : conditions) {
            if (type.equals(condition.get("type"))) {
                boolean same = status.equals(condition.get("status"));
                all.add(condition(
                        type, status, reason, message, same ? Trees.text(condition, "lastTransitionTime") : now));
                replaced = true;
            } else {
                all.add(condition);
            }
        }
        if (!replaced) {
            all.add(condition(type, status, reason, message, now));
        }
        return all;
    }

    public static Map<String, Object> condition(
            String type, String status, String reason, String message, String since) {
        return Trees.tree(
                "type",
                type,
                "status",
                status,
                "lastTransitionTime",
                since,
                "reason",
                reason.isEmpty() ? null : reason,
                "message",
                message.isEmpty() ? null : message);
    }

    /** The condition of that type in the object's status, or an empty map. */
    public static Map<String, Object> find(Object object, String type) {
        for (Map<String, Object> condition : Trees.maps(object, "status", "conditions")) {
            if (type.equals(condition.get("type"))) {
                return condition;
            }
        }
        return Map.of();
    }

    public static boolean isTrue(Object object, String type) {
        return "True".equals(find(object, type).get("status"));
    }
}
