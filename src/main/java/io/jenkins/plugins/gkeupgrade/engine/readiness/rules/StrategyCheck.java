package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;

/** Strategies that leave nobody to serve while pods are replaced. */
final class StrategyCheck implements WorkloadCheck {
    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        return switch (workload.kind()) {
            case DEPLOYMENT -> deployment(workload);
            case STATEFUL_SET, DAEMON_SET -> controlled(workload);
            default -> List.of();
        };
    }

    private static List<Finding> deployment(Workload workload) {
        Rolling rolling = Rolling.of(workload);
        if (!rolling.mayLoseAll()) {
            return List.of();
        }
        if (workload.manifest().text("spec", "strategy", "type").equals("Recreate")) {
            return List.of(Finding.of(
                    FindingId.RECREATE_STRATEGY,
                    workload.ref(),
                    "its strategy Recreate ends "
                            + (rolling.replicas() == 1 ? "its only pod" : "all " + rolling.replicas() + " of its pods")
                            + " before it starts new ones",
                    "set strategy.type to RollingUpdate"));
        }
        return rolling.replicas() == 1
                ? List.of(single(workload, "set maxUnavailable to 0 and maxSurge to 1, or run 2 replicas"))
                : List.of(atOnce(workload, rolling, "lower maxUnavailable, for example to 0 with maxSurge 1"));
    }

    private static List<Finding> controlled(Workload workload) {
        Manifest m = workload.manifest();
        if (m.text("spec", "updateStrategy", "type").equals("OnDelete")) {
            return List.of(Finding.of(
                    FindingId.ON_DELETE_STRATEGY,
                    workload.ref(),
                    "its update strategy OnDelete leaves every pod as it is until somebody deletes it",
                    "set updateStrategy.type to RollingUpdate"));
        }
        Rolling rolling = Rolling.of(workload);
        if (!rolling.mayLoseAll()) {
            return List.of();
        }
        if (rolling.replicas() > 1) {
            return List.of(atOnce(workload, rolling, "lower maxUnavailable, for example to 1"));
        }
        // On a cluster of one node every DaemonSet has one pod, and serves that node alone.
        return workload.kind() == WorkloadKind.DAEMON_SET
                ? List.of()
                : List.of(single(workload, "run 2 replicas: a StatefulSet ends a pod before it starts its successor"));
    }

    private static Finding single(Workload workload, String remedy) {
        return Finding.of(
                FindingId.SINGLE_REPLICA, workload.ref(), "its only replica ends before there is another", remedy);
    }

    private static Finding atOnce(Workload workload, Rolling rolling, String remedy) {
        return Finding.of(
                FindingId.ALL_REPLICAS_AT_ONCE,
                workload.ref(),
                "its maxUnavailable lets " + rolling.unavailable() + " of its " + rolling.replicas()
                        + " replicas go at once",
                remedy);
    }
}
