package io.jenkins.plugins.gkeupgrade.engine.ledger;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.io.Serializable;

/**
 * How many pods a workload wants, and to how many its own specification lets it fall while it is updated.
 *
 * @param wanted replicas; for a DaemonSet the nodes that should run a pod of it
 * @param least fewest that may be available
 * @param surges whether a DaemonSet starts the new pod of a node before it ends the old one
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable">Max
 *     Unavailable</a>
 */
record Allowance(int wanted, int least, boolean surges) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String QUARTER = "25%";

    /** Of anything but a DaemonSet that surges. */
    Allowance(int wanted, int least) {
        this(wanted, least, false);
    }

    static Allowance of(Manifest workload) {
        int replicas = (int) workload.number(1, "spec", "replicas");
        return switch (workload.kind()) {
            case "Deployment" -> new Allowance(replicas, replicas - deployment(workload, replicas));
            case "StatefulSet" -> new Allowance(replicas, Math.max(0, replicas - statefulSet(workload, replicas)));
            case "DaemonSet" -> daemonSet(workload);
            // Nothing of Kubernetes updates these; the opt-in replaces their pods one at a time.
            default -> new Allowance(replicas, Math.max(0, replicas - 1));
        };
    }

    private static int deployment(Manifest workload, int replicas) {
        if (workload.text("spec", "strategy", "type").equals("Recreate")) {
            return replicas;
        }
        Object surge = workload.at("spec", "strategy", "rollingUpdate", "maxSurge");
        Object missing = workload.at("spec", "strategy", "rollingUpdate", "maxUnavailable");
        int up = share(surge == null ? QUARTER : surge, replicas, true);
        int down = share(missing == null ? QUARTER : missing, replicas, false);
        // When both round to nothing the update could not move, so Kubernetes lets one be missing.
        return Math.min(replicas, up == 0 && down == 0 ? 1 : down);
    }

    /**
     * One, unless the server lets it be more (feature MaxUnavailableStatefulSet); never none. The controller rounds down,
     * whatever the API's text says.
     */
    private static int statefulSet(Manifest workload, int replicas) {
        Object missing = workload.at("spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
        return Math.max(1, share(missing == null ? 1L : missing, replicas, false));
    }

    private static Allowance daemonSet(Manifest workload) {
        int nodes = (int) workload.number(0, "status", "desiredNumberScheduled");
        Object missing = workload.at("spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
        Object surge = workload.at("spec", "updateStrategy", "rollingUpdate", "maxSurge");
        return new Allowance(
                nodes,
                Math.max(0, nodes - share(missing == null ? 1L : missing, nodes, true)),
                surge != null && share(surge, nodes, true) > 0);
    }

    /** @param amount a number, or a percentage such as {@code 25%} */
    private static int share(Object amount, int total, boolean up) {
        if (amount instanceof Number number) {
            return number.intValue();
        }
        String text = amount.toString();
        if (!text.matches("\\d{1,9}%?")) {
            return 0; // the API server takes nothing else
        }
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        long percent = Long.parseLong(text.substring(0, text.length() - 1)) * total;
        return (int) (up ? -Math.floorDiv(-percent, 100) : Math.floorDiv(percent, 100));
    }
}
