package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Workloads that somebody has opted in by hand to a version that no pool has, on a cluster where GKE then makes a pool
 * for them. It carries the right label and taint, and nodes of another version.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/workload-separation">Workload separation</a>
 */
final class StrayTolerationCheck implements WorkloadCheck {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        if (!seen.facts().cluster().nodeAutoProvisioning()) {
            return List.of();
        }
        return seen.facts()
                .newPools()
                .flatMap(pools -> stray(workload, pools.optIn().key(), seen))
                .map(List::of)
                .orElse(List.of());
    }

    private static Optional<Finding> stray(Workload workload, String key, ReadinessObservation seen) {
        Set<String> had = seen.facts().cluster().pools().stream()
                .map(pool -> pool.labels().getOrDefault(key, ""))
                .collect(Collectors.toSet());
        return wanted(Manifest.wrap(workload.podSpec()), key).stream()
                .filter(value -> !had.contains(value))
                .findFirst()
                .map(value -> Finding.of(
                                FindingId.NODE_AUTO_PROVISIONING,
                                workload.ref(),
                                "it asks for " + key + "=" + value + ", which no node pool has, so that node"
                                        + " auto-provisioning makes one that looks right and has another version",
                                "take that out of its template, and let optInWorkloads write it")
                        .as(Severity.AT_RISK));
    }

    private static Set<String> wanted(Manifest spec, String key) {
        Set<String> values = new TreeSet<>();
        spec.items("tolerations").stream()
                .filter(t -> t.text("key").equals(key) && !t.text("value").isEmpty())
                .forEach(t -> values.add(t.text("value")));
        String selected = spec.text("nodeSelector", key);
        if (!selected.isEmpty()) {
            values.add(selected);
        }
        spec.items("affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms").stream()
                .flatMap(term -> term.items("matchExpressions").stream())
                .filter(e -> e.text("key").equals(key) && e.text("operator").equals("In"))
                .forEach(e -> e.list("values").forEach(value -> values.add(value.toString())));
        return values;
    }
}
