package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.NewNode;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.VolumeFacts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Workloads that need more nodes, zones or other parts of the new pool than it can have. */
final class SpreadCheck implements WorkloadCheck {
    private static final String APART = "no two of its pods may share one";

    /** How many parts of that topology key are needed, and why. */
    private record Need(String key, long parts, String why) {}

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
        OwnPods own = OwnPods.of(workload);
        boolean alike = own.apart().isEmpty()
                && own.spread().findAny().isEmpty()
                && HostCheck.hostPorts(own.spec()).findAny().isEmpty();
        return alike ? List.of() : check(own, Domains.of(workload, seen));
    }

    private static List<Finding> check(OwnPods own, Domains domains) {
        Map<FindingId, List<Finding>> findings = needs(own, domains).stream()
                .filter(need -> domains.most(need.key()).orElse(Long.MAX_VALUE) < need.parts())
                .sorted(Comparator.comparing(Need::parts).reversed())
                .map(need ->
                        finding(own.workload(), need, domains.most(need.key()).orElseThrow()))
                .collect(Collectors.groupingBy(Finding::id, TreeMap::new, Collectors.toList()));
        return findings.values().stream().map(same -> same.get(0)).toList();
    }

    private static List<Need> needs(OwnPods own, Domains domains) {
        Workload workload = own.workload();
        List<Need> needs = new ArrayList<>();
        if (HostCheck.hostPorts(own.spec()).findAny().isPresent()) {
            needs.add(new Need(NewNode.HOST, workload.replicas(), APART));
        }
        own.apart().forEach(term -> needs.add(apart(workload, term)));
        own.spread().filter(own::selects).forEach(rule -> spread(workload, rule, domains, needs));
        return needs;
    }

    private static Need apart(Workload workload, Manifest term) {
        String key = term.text("topologyKey");
        // The old pods keep their zones until the new ones are there: one more zone, unless a pod may go first.
        boolean oldOnesStay =
                VolumeFacts.isZone(key) && Rolling.of(workload).unavailable() == 0 && !OwnPods.ofOneRevision(term);
        return new Need(key, workload.replicas() + (oldOnesStay ? 1 : 0), APART);
    }

    /** Where there are parts without any of its pods, for good, each other may hold no more than maxSkew of them. */
    private static void spread(Workload workload, Manifest rule, Domains domains, List<Need> needs) {
        String key = rule.text("topologyKey");
        long skew = Math.max(1, rule.number(1, "maxSkew"));
        long least = rule.number(1, "minDomains");
        long filled = (workload.replicas() + skew - 1) / skew;
        OptionalLong most = domains.most(key);
        if (rule.text("nodeAffinityPolicy").equals("Ignore")
                && domains.elsewhere(key, rule.text("nodeTaintsPolicy").equals("Honor"))) {
            needs.add(
                    new Need(key, filled, "nodeAffinityPolicy Ignore of its topology spread counts the old nodes too"));
        } else if (most.isPresent() && most.getAsLong() < least) {
            needs.add(new Need(key, Math.min(least, filled), "minDomains of its topology spread"));
        }
    }

    private static Finding finding(Workload workload, Need need, long most) {
        boolean zones = VolumeFacts.isZone(need.key());
        boolean nodes = need.key().equals(NewNode.HOST);
        String parts = zones ? "zones" : nodes ? "nodes" : "values of the node label " + need.key();
        String pool = nodes ? "the new pool may have " : "the new pool has ";
        return Finding.of(
                zones ? FindingId.TOO_FEW_ZONES : FindingId.TOO_FEW_NODES,
                workload.ref(),
                "it needs " + need.parts() + " " + parts + " (" + need.why() + "), and " + pool + most,
                zones
                        ? "add zones to the new pool, or make the rule a preferred one"
                        : nodes
                                ? "let the new pool have " + need.parts() + " nodes, or make the rule a preferred one"
                                : "make the rule a preferred one, or one about nodes or zones");
    }
}
