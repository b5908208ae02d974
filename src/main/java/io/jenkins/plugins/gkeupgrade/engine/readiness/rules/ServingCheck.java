package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Pods that get traffic too early, or still get it when they have gone. */
final class ServingCheck implements WorkloadCheck {
    /** Until kube-proxies and load balancers have heard that a pod ends; what they take on a busy day. */
    private static final long SECONDS_TO_LEAVE = 10;

    private static final long DEFAULT_GRACE = 30;

    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        return switch (workload.kind()) {
            case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER ->
                serving(workload, seen.servicesOf(workload));
            default -> List.of();
        };
    }

    private static List<Finding> serving(Workload workload, List<Manifest> services) {
        Manifest pod = Manifest.wrap(workload.podSpec());
        List<Finding> findings = new ArrayList<>();
        boolean probed =
                !pod.list("readinessGates").isEmpty() || lasting(pod).anyMatch(c -> c.at("readinessProbe") != null);
        if (!probed) {
            Finding finding = Finding.of(
                    FindingId.NO_READINESS_PROBE,
                    workload.ref(),
                    "none of its containers has a readinessProbe, so that a pod counts as ready before it can serve"
                            + behind(services),
                    "add a readinessProbe");
            findings.add(services.isEmpty() ? finding.as(Severity.NOTE) : finding);
        }
        if (!services.isEmpty()) {
            findings.addAll(leaving(workload, pod, behind(services)));
        }
        return findings;
    }

    private static List<Finding> leaving(Workload workload, Manifest pod, String behind) {
        List<Finding> findings = new ArrayList<>();
        long grace = pod.number(DEFAULT_GRACE, "terminationGracePeriodSeconds");
        if (grace < SECONDS_TO_LEAVE) {
            Finding finding = Finding.of(
                    FindingId.SHORT_TERMINATION_GRACE,
                    workload.ref(),
                    "its pods have " + grace + " s to end, while traffic may still come" + behind,
                    "set terminationGracePeriodSeconds to 30 or what its longest request takes");
            findings.add(grace == 0 ? finding.as(Severity.AT_RISK) : finding);
        }
        if (lasting(pod).noneMatch(c -> c.at("lifecycle", "preStop") != null)) {
            findings.add(Finding.of(
                    FindingId.NO_PRE_STOP,
                    workload.ref(),
                    "none of its containers has a preStop hook, and a process that ends at once on SIGTERM drops what"
                            + " still comes" + behind,
                    "add a preStop hook that sleeps a few seconds, unless the application waits by itself"));
        }
        return findings;
    }

    /** Containers that run as long as the pod, sidecars of Kubernetes 1.29 included. */
    private static Stream<Manifest> lasting(Manifest pod) {
        return Stream.concat(
                pod.items("containers").stream(),
                pod.items("initContainers").stream()
                        .filter(c -> c.text("restartPolicy").equals("Always")));
    }

    private static String behind(List<Manifest> services) {
        return services.isEmpty()
                ? ""
                : " through Service "
                        + String.join(
                                ", ",
                                services.stream().map(Manifest::name).sorted().toList());
    }
}
