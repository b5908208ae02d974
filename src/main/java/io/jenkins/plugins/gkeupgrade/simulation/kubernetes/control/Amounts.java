package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;

/** Numbers that may be percentages, rounded as Kubernetes rounds each of them. */
public final class Amounts {
    private Amounts() {}

    /** @param amount a number or a text such as {@code 25%}; null is 0 */
    public static long of(Object amount, long total, boolean up) {
        if (amount instanceof Number number) {
            return number.longValue();
        }
        if (!(amount instanceof String text) || text.isEmpty()) {
            return 0;
        }
        if (!text.endsWith("%")) {
            return Long.parseLong(text);
        }
        long share = Long.parseLong(text.substring(0, text.length() - 1)) * total;
        return up ? -Math.floorDiv(-share, 100) : Math.floorDiv(share, 100);
    }

    private static boolean rolls(Manifest deployment) {
        return deployment.text("spec", "strategy", "type").equals("RollingUpdate");
    }

    /** Pods above the wanted number during a rolling update; 0 for Recreate. */
    public static long maxSurge(Manifest deployment) {
        return rolls(deployment)
                ? of(deployment.at("spec", "strategy", "rollingUpdate", "maxSurge"), replicas(deployment), true)
                : 0;
    }

    /**
     * Pods below the wanted number during a rolling update; 0 for Recreate. When both round to nothing, one may be
     * missing, or the update could not move at all.
     */
    public static long maxUnavailable(Manifest deployment) {
        long replicas = replicas(deployment);
        if (!rolls(deployment) || replicas == 0) {
            return 0;
        }
        long missing = of(deployment.at("spec", "strategy", "rollingUpdate", "maxUnavailable"), replicas, false);
        return Math.min(replicas, missing == 0 && maxSurge(deployment) == 0 ? 1 : missing);
    }

    public static long replicas(Manifest workload) {
        return workload.number(1, "spec", "replicas");
    }
}
