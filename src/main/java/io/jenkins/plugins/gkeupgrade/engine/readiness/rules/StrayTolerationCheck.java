package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        String key = seen.facts().newPools().map(pools -> pools.optIn().key()).orElse(OptInTaint.DEFAULT_KEY);
        return wanted(Manifest.wrap(workload.podSpec())).stream()
                .filter(mark -> mark.getKey().equals(key) || GkeVersion.isExact(mark.getValue()))
                .filter(mark -> seen.facts().cluster().pools().stream().noneMatch(pool -> has(pool, mark)))
                .limit(1)
                .map(mark -> Finding.of(
                                FindingId.NODE_AUTO_PROVISIONING,
                                workload.ref(),
                                "it asks for " + mark.getKey() + "=" + mark.getValue() + ", which no node pool has, so"
                                        + " that node auto-provisioning makes one that looks right and has another"
                                        + " version",
                                "take that out of its template, and let optInWorkloads write it")
                        .as(Severity.AT_RISK))
                .toList();
    }

    private static boolean has(NodePool pool, Map.Entry<String, String> mark) {
        return mark.getValue().equals(pool.labels().get(mark.getKey()))
                || pool.taints().stream()
                        .anyMatch(
                                t -> t.key().equals(mark.getKey()) && t.value().equals(mark.getValue()));
    }

    /** Labels and taints that it wants nodes to have, as key and value; the key may be misspelt, too. */
    private static List<Map.Entry<String, String>> wanted(Manifest spec) {
        List<Map.Entry<String, String>> marks = new ArrayList<>();
        spec.items("tolerations").stream()
                .filter(t -> !t.text("key").isEmpty() && !t.text("value").isEmpty())
                .forEach(t -> marks.add(Map.entry(t.text("key"), t.text("value"))));
        spec.map("nodeSelector").forEach((key, value) -> marks.add(Map.entry(key, value.toString())));
        spec.items("affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms").stream()
                .flatMap(term -> term.items("matchExpressions").stream())
                .filter(e -> e.text("operator").equals("In"))
                .forEach(e -> e.list("values").forEach(value -> marks.add(Map.entry(e.text("key"), value.toString()))));
        return marks;
    }
}
