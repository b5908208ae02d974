package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;

/**
 * How many pods a rolling update may take away and add, as the controllers round it.
 *
 * @param replicas pods wanted; for a DaemonSet the nodes that it serves
 * @param unavailable how many of them may be missing
 * @param surge how many more there may be
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment">Rolling
 *     update</a>
 */
record Rolling(int replicas, int unavailable, int surge) {
    static Rolling of(Workload workload) {
        Manifest m = workload.manifest();
        int replicas = workload.kind() == WorkloadKind.DAEMON_SET
                ? (int) m.number(0, "status", "desiredNumberScheduled")
                : workload.replicas();
        return switch (workload.kind()) {
            case DEPLOYMENT -> deployment(m, replicas);
            // One pod at a time unless maxUnavailable says more. Its controller rounds down, whatever the API's text
            // says.
            case STATEFUL_SET ->
                new Rolling(replicas, Math.max(1, amount(rolling(m, "maxUnavailable"), 1, replicas, false)), 0);
            case DAEMON_SET -> {
                int surge = amount(rolling(m, "maxSurge"), 0, replicas, true);
                int unavailable = amount(rolling(m, "maxUnavailable"), surge > 0 ? 0 : 1, replicas, true);
                yield new Rolling(replicas, unavailable, surge);
            }
            // The others are replaced by eviction, one pod at a time.
            default -> new Rolling(replicas, 1, 0);
        };
    }

    private static Rolling deployment(Manifest m, int replicas) {
        if (m.text("spec", "strategy", "type").equals("Recreate")) {
            return new Rolling(replicas, replicas, 0);
        }
        Object most = m.at("spec", "strategy", "rollingUpdate", "maxUnavailable");
        Object extra = m.at("spec", "strategy", "rollingUpdate", "maxSurge");
        int surge = amount(extra == null ? "25%" : extra, 0, replicas, true);
        int unavailable = amount(most == null ? "25%" : most, 0, replicas, false);
        // ResolveFenceposts: when both round to nothing, one may be missing, or nothing would ever move.
        return new Rolling(replicas, surge == 0 && unavailable == 0 ? 1 : unavailable, surge);
    }

    private static Object rolling(Manifest m, String field) {
        return m.at("spec", "updateStrategy", "rollingUpdate", field);
    }

    /** @param value a number, a percentage, or null for the default */
    static int amount(Object value, int byDefault, int of, boolean up) {
        if (value instanceof Number number) {
            return number.intValue();
        }
        String text = value == null ? "" : value.toString().strip();
        if (!text.matches("\\d{1,9}%?")) {
            return byDefault;
        }
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        double exact = Integer.parseInt(text.substring(0, text.length() - 1)) * (double) of / 100;
        return (int) (up ? Math.ceil(exact) : Math.floor(exact));
    }

    /** Whether nothing may be left for a moment, though something is wanted. */
    boolean mayLoseAll() {
        return replicas > 0 && unavailable >= replicas;
    }
}
