package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.Arrays;
import java.util.List;

/** Everything in Kubernetes that owns pods, and pods that nobody owns. */
public enum WorkloadKind {
    DEPLOYMENT("Deployment", ResourceKind.DEPLOYMENTS),
    STATEFUL_SET("StatefulSet", ResourceKind.STATEFUL_SETS),
    DAEMON_SET("DaemonSet", ResourceKind.DAEMON_SETS),
    REPLICA_SET("ReplicaSet", ResourceKind.REPLICA_SETS),
    REPLICATION_CONTROLLER("ReplicationController", ResourceKind.REPLICATION_CONTROLLERS),
    JOB("Job", ResourceKind.JOBS),
    CRON_JOB("CronJob", ResourceKind.CRON_JOBS),
    POD("Pod", ResourceKind.PODS);

    private final String kubernetes;
    private final ResourceKind resource;

    WorkloadKind(String kubernetes, ResourceKind resource) {
        this.kubernetes = kubernetes;
        this.resource = resource;
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

    /** @throws InvalidValue for a kind that owns no pods; plural and lower-case spellings are understood */
    public static WorkloadKind parse(String text) {
        String wanted = text == null ? "" : text.trim();
        for (WorkloadKind kind : values()) {
            if (kind.kubernetes.equalsIgnoreCase(wanted) || (kind.kubernetes + "s").equalsIgnoreCase(wanted)) {
                return kind;
            }
        }
        throw new InvalidValue("'" + text + "' is not a workload kind: expected one of "
                + String.join(
                        ", ",
                        Arrays.stream(values()).map(WorkloadKind::kubernetes).toList()) + ".");
    }
}
