package io.jenkins.plugins.gkeupgrade.engine.verify;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.workload.Budgets;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.Health;
import io.jenkins.plugins.gkeupgrade.engine.workload.ImageDrift;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInRecord;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Rollout;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * Looks at one workload after the other: opted in, rolled out, on the new pool at the new version, with the images it
 * had.
 *
 * @param fleet what was seen
 * @param pools where the workloads should be
 * @param rollout judge of rollouts
 * @param budgets PodDisruptionBudgets in sight
 * @param json for reading records
 */
record Inspector(Fleet fleet, NewPools pools, Rollout rollout, Budgets budgets, Json json) {
    Finding inspect(Workload workload) {
        WorkloadKind kind = workload.kind();
        if (kind == WorkloadKind.POD || kind == WorkloadKind.JOB) {
            return finding(workload, Finding.State.NOT_APPLICABLE, "a " + kind.kubernetes() + " has no rollout");
        }
        if (!pools.edit().holdsFor(workload.placement(), MovePlan.attracts(workload))) {
            return finding(workload, Finding.State.NOT_OPTED_IN, "has not opted in to " + pools.optIn());
        }
        if (kind == WorkloadKind.CRON_JOB) {
            return finding(workload, Finding.State.PASSED, "its next run goes to the new pool");
        }
        Health health = rollout.of(workload);
        return switch (health.state()) {
            case HEALTHY -> arrived(workload, health);
            case FAILED -> finding(workload, Finding.State.FAILED, health.reason());
            case TROUBLED -> finding(workload, Finding.State.TROUBLED, health.reason());
            case PROGRESSING -> progressing(workload, health);
        };
    }

    private Finding progressing(Workload workload, Health health) {
        Optional<String> budget = rollout.nextToReplace(workload).flatMap(budgets::blocking);
        return budget.map(b -> finding(
                        workload,
                        Finding.State.TROUBLED,
                        health.reason() + "; PodDisruptionBudget " + b + " allows no disruption"))
                .orElseGet(() -> finding(workload, Finding.State.PENDING, health.reason()));
    }

    private Finding arrived(Workload workload, Health health) {
        if (workload.kind() == WorkloadKind.DAEMON_SET) {
            return finding(workload, Finding.State.PASSED, health.reason());
        }
        List<Pod> pods = fleet.currentPodsOf(workload);
        Optional<Finding> unsettled = pods.stream()
                .map(pod -> unsettled(workload, pod))
                .flatMap(Optional::stream)
                .findFirst();
        if (unsettled.isPresent()) {
            return unsettled.get();
        }
        Optional<String> elsewhere =
                pods.stream().map(this::elsewhere).flatMap(Optional::stream).findFirst();
        if (elsewhere.isPresent()) {
            return finding(workload, Finding.State.FAILED, elsewhere.get());
        }
        Optional<String> changed = imageChanged(workload, pods);
        return changed.map(c -> finding(workload, Finding.State.FAILED, c))
                .orElseGet(() -> finding(workload, Finding.State.PASSED, health.reason() + " on the new pool"));
    }

    /** A workload that scales, or whose node goes away, is complete again in a moment. */
    private Optional<Finding> unsettled(Workload workload, Pod pod) {
        if (pod.node().isEmpty()) {
            return Optional.of(
                    finding(workload, Finding.State.PENDING, "pod " + pod.name() + " has not been scheduled yet"));
        }
        return fleet.node(pod.node()).isPresent()
                ? Optional.empty()
                : Optional.of(finding(
                        workload,
                        Finding.State.TROUBLED,
                        "pod " + pod.name() + " runs on node " + pod.node() + ", which is gone"));
    }

    /** Trusts the pool and the kubelet of the node, not the taint: that is only what somebody wrote on it. */
    private Optional<String> elsewhere(Pod pod) {
        Manifest node = fleet.node(pod.node()).orElseThrow();
        String pool = fleet.poolOfNode(pod.node());
        String kubelet = node.text("status", "nodeInfo", "kubeletVersion");
        boolean newVersion = GkeVersion.reported(kubelet)
                .filter(pools.optIn().version()::includes)
                .isPresent();
        return pools.names().contains(pool) && newVersion
                ? Optional.empty()
                : Optional.of(
                        "pod " + pod.name() + " runs on node " + pod.node() + " of pool " + pool + " at " + kubelet
                                + ", not on pool " + String.join(" or ", pools.names()) + " at "
                                + pools.optIn().version());
    }

    private Optional<String> imageChanged(Workload workload, List<Pod> pods) {
        return OptInRecord.on(workload, json).stream()
                .flatMap(record -> ImageDrift.between(record, pods).stream())
                .map(ImageDrift::toString)
                .findFirst();
    }

    private Finding finding(Workload workload, Finding.State state, String reason) {
        List<String> on = fleet.poolsOf(workload);
        return new Finding(
                workload,
                state,
                reason,
                on,
                on.stream().map(fleet::poolAndVersion).toList());
    }
}
