package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.NewNode;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Workloads whose required pod affinity ties them to nodes, or to a pool, with pods that are on the old one: those must
 * move first. Affinity by zone is no obstacle, as both pools are in the same zones mostly.
 */
final class CompanyCheck implements WorkloadCheck {
    private static final Set<String> TIES = Set.of(NewNode.HOST, OptInEdit.POOL_LABEL);

    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        boolean goes = MovePlan.attracts(workload)
                && seen.facts().newPools().isPresent()
                && !seen.facts().newPools().get().edit().holdsFor(workload.placement(), true);
        OwnPods own = OwnPods.of(workload);
        return !goes
                ? List.of()
                : own.together().stream()
                        .filter(term -> TIES.contains(term.text("topologyKey")))
                        .flatMap(term -> missing(own, term, seen).stream())
                        .limit(1)
                        .toList();
    }

    private static Optional<Finding> missing(OwnPods own, Manifest term, ReadinessObservation seen) {
        Set<String> fresh = seen.facts().pools().stream().map(NodePool::name).collect(Collectors.toSet());
        Set<String> mine = new HashSet<>();
        seen.fleet().podsOf(own.workload()).forEach(pod -> mine.add(pod.uid()));
        List<Pod> company = seen.fleet().pods().stream()
                .filter(pod -> !pod.finished() && !pod.node().isEmpty())
                .filter(pod -> own.selects(term, pod.namespace(), pod.manifest().labels()))
                // Its own pods of before do not count where they go first, or belong to another revision.
                .filter(pod -> !mine.contains(pod.uid()) || !gone(own, term))
                .toList();
        boolean there =
                company.stream().anyMatch(pod -> fresh.contains(seen.fleet().poolOfNode(pod.node())));
        return company.isEmpty() || there ? Optional.empty() : Optional.of(finding(own, term, company, mine));
    }

    private static boolean gone(OwnPods own, Manifest term) {
        return OwnPods.ofOneRevision(term) || Rolling.of(own.workload()).mayLoseAll();
    }

    private static Finding finding(OwnPods own, Manifest term, List<Pod> company, Set<String> mine) {
        boolean selfish = company.stream().allMatch(pod -> mine.contains(pod.uid()));
        String where = term.text("topologyKey").equals(NewNode.HOST) ? "node" : "node pool";
        return Finding.of(
                FindingId.NO_NODE_FITS,
                own.workload().ref(),
                "its required pod affinity wants the " + where + " of "
                        + (selfish ? "its other pods" : "pod " + company.get(0).name())
                        + ", and no such pod is on the new pool",
                selfish
                        ? "add pod-template-hash to matchLabelKeys of the rule, or make it a preferred one"
                        : "move the workload of that pod first, or make the rule a preferred one");
    }
}
