package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Everything in Kubernetes that owns pods, and pods that nobody owns. */
public enum WorkloadKind {
    DEPLOYMENT("Deployment", ResourceKind.DEPLOYMENTS, "deploy"),
    STATEFUL_SET("StatefulSet", ResourceKind.STATEFUL_SETS, "sts"),
    DAEMON_SET("DaemonSet", ResourceKind.DAEMON_SETS, "ds"),
    REPLICA_SET("ReplicaSet", ResourceKind.REPLICA_SETS, "rs"),
    REPLICATION_CONTROLLER("ReplicationController", ResourceKind.REPLICATION_CONTROLLERS, "rc"),
    JOB("Job", ResourceKind.JOBS, ""),
    CRON_JOB("CronJob", ResourceKind.CRON_JOBS, "cj"),
    POD("Pod", ResourceKind.PODS, "po");

    private final String kubernetes;
    private final ResourceKind resource;
    private final String shortName;

    /** @param shortName as kubectl knows it; empty when there is none */
    WorkloadKind(String kubernetes, ResourceKind resource, String shortName) {
        this.kubernetes = kubernetes;
        this.resource = resource;
        this.shortName = shortName;
    }

    /** The kind as manifests spell it. */
    public String kubernetes() {
        return kubernetes;
    }

    public ResourceKind resource() {
        return resource;
    }

    /** Where the pod spec is in an object of this kind, as path segments. */
    public List<String> podSpecPath() {
        return switch (this) {
            case CRON_JOB -> List.of("spec", "jobTemplate", "spec", "template", "spec");
            case POD -> List.of("spec");
            default -> List.of("spec", "template", "spec");
        };
    }

    /**
     * Reads a kind as kubectl takes it: in any case, in the plural, by its short name, and with its group
     * ({@code deployments.apps}).
     *
     * @throws InvalidValue for a kind that owns no pods
     */
    public static WorkloadKind parse(String text) {
        String wanted = text == null ? "" : text.trim().toLowerCase(Locale.ROOT);
        for (WorkloadKind kind : values()) {
            if (kind.calledBy(wanted)) {
                return kind;
            }
        }
        throw new InvalidValue("'" + text + "' is not a workload kind: expected one of "
                + String.join(
                        ", ",
                        Arrays.stream(values()).map(WorkloadKind::kubernetes).toList()) + ".");
    }

    private boolean calledBy(String name) {
        String singular = kubernetes.toLowerCase(Locale.ROOT);
        String group = resource.group().isEmpty() ? "" : "." + resource.group();
        return name.equals(singular)
                || name.equals(resource.plural())
                || (!shortName.isEmpty() && name.equals(shortName))
                || (!group.isEmpty() && (name.equals(singular + group) || name.equals(resource.plural() + group)));
    }
}
