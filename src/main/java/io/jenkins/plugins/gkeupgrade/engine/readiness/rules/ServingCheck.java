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
        List<Manifest> serving = serving(pod, services);
        List<Finding> findings = new ArrayList<>();
        boolean probed =
                !pod.list("readinessGates").isEmpty() || serving.stream().anyMatch(ServingCheck::probed);
        if (!probed) {
            Finding finding = Finding.of(
                    FindingId.NO_READINESS_PROBE,
                    workload.ref(),
                    "none of " + which(pod, serving)
                            + " has a readinessProbe, so that a pod counts as ready before it can" + " serve"
                            + behind(services),
                    "add a readinessProbe");
            findings.add(services.isEmpty() ? finding.as(Severity.NOTE) : finding);
        }
        if (!services.isEmpty()) {
            findings.addAll(leaving(workload, pod, serving, behind(services)));
        }
        return findings;
    }

    /** Until its startupProbe has succeeded, a container is not ready either. */
    private static boolean probed(Manifest container) {
        return container.at("readinessProbe") != null || container.at("startupProbe") != null;
    }

    private static List<Finding> leaving(Workload workload, Manifest pod, List<Manifest> serving, String behind) {
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
        if (serving.stream().noneMatch(ServingCheck::stops)) {
            findings.add(Finding.of(
                    FindingId.NO_PRE_STOP,
                    workload.ref(),
                    "none of " + which(pod, serving) + " has a preStop hook, and a process that ends at once on SIGTERM"
                            + " drops what still comes" + behind,
                    "add a preStop hook that sleeps a few seconds, unless the application waits by itself"));
        }
        return findings;
    }

    private static boolean stops(Manifest container) {
        return container.at("lifecycle", "preStop") != null
                && container.number(1, "lifecycle", "preStop", "sleep", "seconds") > 0;
    }

    /** The containers that a Service sends traffic to; where their ports do not tell, all but sidecars. */
    private static List<Manifest> serving(Manifest pod, List<Manifest> services) {
        List<Manifest> targeted = lasting(pod)
                .filter(container -> container.items("ports").stream()
                        .anyMatch(port -> services.stream().anyMatch(service -> targets(service, port))))
                .toList();
        return targeted.isEmpty() ? pod.items("containers") : targeted;
    }

    private static boolean targets(Manifest service, Manifest port) {
        return service.items("spec", "ports").stream()
                .map(p -> p.text("targetPort").isEmpty() ? p.text("port") : p.text("targetPort"))
                .anyMatch(target -> target.equals(port.text("name")) || target.equals(port.text("containerPort")));
    }

    /** Containers that run as long as the pod, sidecars of Kubernetes 1.29 included. */
    private static Stream<Manifest> lasting(Manifest pod) {
        return Stream.concat(
                pod.items("containers").stream(),
                pod.items("initContainers").stream()
                        .filter(c -> c.text("restartPolicy").equals("Always")));
    }

    /** Names them where there are others, which may well have what these lack. */
    private static String which(Manifest pod, List<Manifest> serving) {
        return lasting(pod).count() == serving.size()
                ? "its containers"
                : "its containers that serve ("
                        + String.join(
                                ", ", serving.stream().map(c -> c.text("name")).toList()) + ")";
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
