package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import java.util.Optional;

/** Why a workload of its kind cannot be moved by changing its pod template; each says what to do instead. */
public final class Obstacles {
    private Obstacles() {}

    /** One clause, mostly with another on what to do after a semicolon; empty when it can be moved. */
    public static Optional<String> of(Workload workload) {
        Manifest m = workload.manifest();
        if (!m.text("metadata", "deletionTimestamp").isEmpty()) {
            return Optional.of("it is being deleted");
        }
        String host = Trees.text(workload.podSpec().get("nodeSelector"), "kubernetes.io/hostname");
        if (!host.isEmpty()) {
            return Optional.of("its nodeSelector pins it to node " + host + "; remove kubernetes.io/hostname from it");
        }
        if (NodeTerms.pinsToHosts(workload.placement().affinity())) {
            return Optional.of("its node affinity pins it to nodes by their names; remove kubernetes.io/hostname and"
                    + " metadata.name from it");
        }
        boolean made = workload.kind() == WorkloadKind.REPLICA_SET || workload.kind() == WorkloadKind.POD;
        if (made && m.owner().custom()) {
            return Optional.of(m.owner() + " made it and will make others like it; set the toleration and the node"
                    + " affinity there");
        }
        return Optional.ofNullable(
                switch (workload.kind()) {
                    case DEPLOYMENT -> m.flag("spec", "paused") ? "its rollout is paused; resume it first" : null;
                    case STATEFUL_SET -> statefulSet(m);
                    case DAEMON_SET -> onDelete(m);
                    case REPLICA_SET, REPLICATION_CONTROLLER -> replicas(workload);
                    case JOB -> job(m);
                    case CRON_JOB -> null;
                    case POD -> "nothing would make a bare pod again on another node; run it under a Deployment";
                });
    }

    /** Whether nobody can change the pod template any more: a Job that was started keeps it, and ends where it runs. */
    public static boolean templateFixed(Workload workload) {
        return workload.kind() == WorkloadKind.JOB && job(workload.manifest()) != null;
    }

    private static String onDelete(Manifest m) {
        return m.text("spec", "updateStrategy", "type").equals("OnDelete")
                ? "its update strategy is OnDelete, so its pods move only when somebody deletes them; use RollingUpdate"
                : null;
    }

    private static String statefulSet(Manifest m) {
        long partition = m.number(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        return partition > 0
                ? "its update partition " + partition + " holds back the pods below that number; set it to 0"
                : onDelete(m);
    }

    private static String replicas(Workload workload) {
        return workload.replicas() == 1
                ? "moving it would delete its only pod before there is another; scale it to 2 or use a Deployment"
                : null;
    }

    // The template of a Job may change only while it is suspended and was never started (KEP-2926).
    private static String job(Manifest m) {
        boolean ended = m.items("status", "conditions").stream()
                .anyMatch(c ->
                        (c.text("type").equals("Complete") || c.text("type").equals("Failed"))
                                && c.text("status").equals("True"));
        boolean waiting =
                m.flag("spec", "suspend") && m.text("status", "startTime").isEmpty();
        if (ended) {
            return "it has ended";
        }
        return waiting ? null : "a started Job keeps its pod template; it ends where it runs";
    }
}
