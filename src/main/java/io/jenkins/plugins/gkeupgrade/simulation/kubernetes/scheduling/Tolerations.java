package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.List;
import java.util.Map;

/** Which taints a pod tolerates. */
public final class Tolerations {
    private final List<Map<String, Object>> tolerations;

    private Tolerations(List<Map<String, Object>> tolerations) {
        this.tolerations = tolerations;
    }

    public static Tolerations of(List<Object> trees) {
        return new Tolerations(Trees.maps(trees));
    }

    public boolean tolerate(Map<String, Object> taint) {
        return tolerations.stream().anyMatch(toleration -> tolerates(toleration, taint));
    }

    /** How long the pod may stay with the NoExecute taint: null for ever, 0 or less for not at all. */
    public Long secondsFor(Map<String, Object> taint) {
        Long least = null;
        boolean tolerated = false;
        for (Map<String, Object> toleration : tolerations) {
            if (tolerates(toleration, taint)) {
                tolerated = true;
                if (toleration.get("tolerationSeconds") instanceof Number seconds) {
                    least = least == null ? seconds.longValue() : Math.min(least, seconds.longValue());
                }
            }
        }
        return tolerated ? least : Long.valueOf(0);
    }

    private static boolean tolerates(Map<String, Object> toleration, Map<String, Object> taint) {
        String key = Trees.text(toleration, "key");
        String effect = Trees.text(toleration, "effect");
        if (!effect.isEmpty() && !effect.equals(Trees.text(taint, "effect"))
                || !key.isEmpty() && !key.equals(Trees.text(taint, "key"))) {
            return false;
        }
        return Trees.text(toleration, "operator").equals("Exists")
                || Trees.text(toleration, "value").equals(Trees.text(taint, "value"));
    }
}
