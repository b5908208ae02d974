package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.NewNode;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** DaemonSets that run on the old nodes and keep away from the new ones: logs, disks or figures would be missing there. */
final class DaemonSetCheck implements Check {
    @Override
    public List<Finding> check(ReadinessObservation seen) {
        // A selected one is opted in like all else; until then it is missing on nodes without pods only.
        Set<WorkloadRef> selected =
                seen.fleet().selected().stream().map(Workload::ref).collect(Collectors.toSet());
        return seen.wide().lists().list(ResourceKind.DAEMON_SETS).stream()
                .map(m -> Workload.of(WorkloadKind.DAEMON_SET, m))
                .filter(d -> !selected.contains(d.ref()))
                .filter(d -> d.manifest().number(0, "status", "desiredNumberScheduled") > 0)
                .flatMap(d -> missing(d, seen).stream())
                .toList();
    }

    private static Optional<Finding> missing(Workload daemonSet, ReadinessObservation seen) {
        Manifest spec = Manifest.wrap(daemonSet.podSpec());
        for (NodePool pool : seen.facts().pools()) {
            Taint taint = seen.facts().newPools().orElseThrow().optIn().taint();
            // A pool that was normalised has no such taint any more.
            if (pool.taints().contains(taint)
                    && seen.newNodes(pool).stream().anyMatch(node -> node.selected(spec))
                    && !NewNode.tolerates(spec, taint)) {
                return Optional.of(Finding.ofCluster(
                        FindingId.DAEMON_SET_LEFT_OUT,
                        daemonSet.toString(),
                        "its pods do not tolerate " + taint + ", so that the nodes of pool " + pool.name()
                                + " are without them",
                        "opt it in first (namespace: '" + daemonSet.ref().namespace() + "', names: ['"
                                + daemonSet.kind().kubernetes() + "/"
                                + daemonSet.ref().name() + "']), or let it tolerate every taint"));
            }
        }
        return Optional.empty();
    }
}
