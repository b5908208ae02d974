package io.jenkins.plugins.gkeupgrade.engine.overview;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A whole cluster at one moment: its versions, how long they are supported, and where each workload stands.
 *
 * @param cluster as GKE describes it
 * @param target what workloads opt in to now; null while no pool carries an opt-in taint
 * @param supportEnd when the control plane's version leaves support; null when that is not known
 * @param pools in GKE's order
 * @param workloads in order of namespace and name, without those of the system and those that have ended
 */
public record ClusterOverview(
        Cluster cluster,
        OptInTaint target,
        LocalDate supportEnd,
        List<PoolStatus> pools,
        List<WorkloadStatus> workloads) {
    private static final Selection EVERYTHING = Selection.of(Selection.ALL_NAMESPACES, "", List.of(), List.of());

    public ClusterOverview {
        pools = List.copyOf(pools);
        workloads = List.copyOf(workloads);
    }

    /**
     * Looks at the cluster. Reads only.
     *
     * @throws io.jenkins.plugins.gkeupgrade.engine.StageException when it cannot be seen
     */
    public static ClusterOverview look(ControlPlane controlPlane, Workloads workloads) {
        Cluster cluster = controlPlane.cluster();
        Optional<OptInTaint> target = OptInTargets.newest(cluster);
        SupportEnds ends = SupportEnds.ask(controlPlane, cluster);
        Fleet fleet = Fleet.look(workloads, EVERYTHING);
        return new ClusterOverview(
                cluster,
                target.orElse(null),
                ends.ofControlPlane(),
                pools(cluster, target, fleet, ends),
                workloads(cluster, target, fleet, ends, workloads.json()));
    }

    private static List<PoolStatus> pools(Cluster cluster, Optional<OptInTaint> target, Fleet fleet, SupportEnds ends) {
        return cluster.pools().stream()
                .map(pool -> new PoolStatus(
                        pool,
                        target.filter(t -> OptInTargets.carries(pool, t)).isPresent(),
                        fleet.sizeOfPool(pool.name()),
                        ends.of(pool.name())))
                .toList();
    }

    private static List<WorkloadStatus> workloads(
            Cluster cluster, Optional<OptInTaint> target, Fleet fleet, SupportEnds ends, Json json) {
        OptInEdit edit = target.map(t -> new OptInEdit(t, OptInTargets.pools(cluster, t)))
                // Before there is a pool to opt in to, one can still see what could not move to it.
                .orElseGet(() -> new OptInEdit(new OptInTaint(OptInTaint.DEFAULT_KEY, cluster.version()), Set.of()));
        List<WorkloadStatus> statuses = new ArrayList<>();
        for (Workload workload : fleet.selected()) {
            if (!over(workload, fleet)) {
                statuses.add(status(MovePlan.of(workload, edit, json), fleet, ends));
            }
        }
        return statuses;
    }

    /** A Job or a bare pod that has run to its end is nobody's concern any more. */
    private static boolean over(Workload workload, Fleet fleet) {
        return switch (workload.kind()) {
            case POD -> new Pod(workload.manifest()).finished();
            case JOB -> fleet.podsOf(workload).isEmpty() && !workload.manifest().flag("spec", "suspend");
            default -> false;
        };
    }

    private static WorkloadStatus status(MovePlan plan, Fleet fleet, SupportEnds ends) {
        List<String> pools = fleet.podsOf(plan.workload()).stream()
                .filter(pod -> !pod.terminating())
                .map(pod -> fleet.poolOfNode(pod.node()))
                .filter(pool -> !pool.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return new WorkloadStatus(
                plan.workload(),
                switch (plan.state()) {
                    case OPTED_IN -> plan.record() == null ? OptInStatus.BY_TEAM : OptInStatus.BY_STEP;
                    case MOVABLE -> OptInStatus.NOT_YET;
                    case UNMOVABLE -> OptInStatus.CANNOT;
                },
                plan.reason(),
                pools,
                pools.stream()
                        .map(ends::of)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    /** How far each team has come. */
    public List<TeamStatus> teams() {
        return TeamStatus.of(workloads);
    }

    /** How many workloads there are of each status. */
    public Map<OptInStatus, Long> counts() {
        return workloads.stream().collect(Collectors.groupingBy(WorkloadStatus::status, Collectors.counting()));
    }
}
