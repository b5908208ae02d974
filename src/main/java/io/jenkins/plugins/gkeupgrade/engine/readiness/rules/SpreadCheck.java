package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selectors;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Workloads that need more nodes, or zones, than the new pool can have. */
final class SpreadCheck implements WorkloadCheck {
    private static final String HOST = "kubernetes.io/hostname";
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        boolean replicated =
                switch (workload.kind()) {
                    case DEPLOYMENT, STATEFUL_SET, REPLICA_SET, REPLICATION_CONTROLLER -> true;
                    default -> false;
                };
        // Without a pool there is nothing to compare with, which is a finding of its own.
        if (!replicated || seen.facts().newPools().isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        nodes(workload, seen.mostNodes()).ifPresent(findings::add);
        if (!seen.zones().isEmpty()) {
            zones(workload, seen.zones().size()).ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<Finding> nodes(Workload workload, long most) {
        Manifest pod = Manifest.wrap(workload.podSpec());
        boolean onePerNode =
                apart(workload, pod, HOST) || HostCheck.hostPorts(pod).findAny().isPresent();
        long needed = onePerNode ? workload.replicas() : neededBySpread(workload, pod, HOST, most);
        return needed <= most
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingId.TOO_FEW_NODES,
                        workload.ref(),
                        "it needs " + needed + " nodes (" + why(onePerNode) + "), and the new pool may have " + most,
                        "let the new pool have " + needed + " nodes, or make the rule a preferred one"));
    }

    private static Optional<Finding> zones(Workload workload, int zones) {
        Manifest pod = Manifest.wrap(workload.podSpec());
        boolean onePerZone = apart(workload, pod, ZONE);
        // The old pods keep their zones until the new ones are there: one more zone, unless a pod may go first.
        long extra = Rolling.of(workload).unavailable() == 0 ? 1 : 0;
        long needed = onePerZone ? workload.replicas() + extra : neededBySpread(workload, pod, ZONE, zones);
        return needed <= zones
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingId.TOO_FEW_ZONES,
                        workload.ref(),
                        "it needs " + needed + " zones (" + why(onePerZone) + "), and the new pool has " + zones,
                        "add zones to the new pool, or make the rule a preferred one"));
    }

    private static String why(boolean apart) {
        return apart ? "no two of its pods may share one" : "minDomains of its topology spread";
    }

    /** Whether a required anti-affinity keeps the workload's own pods apart. */
    private static boolean apart(Workload workload, Manifest pod, String topology) {
        return pod.items("affinity", "podAntiAffinity", REQUIRED).stream()
                .anyMatch(term -> term.text("topologyKey").equals(topology)
                        && Selectors.selects(term.map("labelSelector"), workload.podLabels()));
    }

    /** With fewer domains than minDomains, each may hold no more than maxSkew pods. */
    private static long neededBySpread(Workload workload, Manifest pod, String topology, long domains) {
        return pod.items("topologySpreadConstraints").stream()
                .filter(c -> c.text("topologyKey").equals(topology)
                        && !c.text("whenUnsatisfiable").equals("ScheduleAnyway")
                        && Selectors.selects(c.map("labelSelector"), workload.podLabels()))
                .filter(c ->
                        domains < c.number(1, "minDomains") && domains * c.number(1, "maxSkew") < workload.replicas())
                .mapToLong(c -> Math.min(
                        c.number(1, "minDomains"),
                        (workload.replicas() + c.number(1, "maxSkew") - 1) / c.number(1, "maxSkew")))
                .max()
                .orElse(0);
    }
}
