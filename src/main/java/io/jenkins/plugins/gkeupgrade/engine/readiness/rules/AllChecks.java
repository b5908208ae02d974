package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Checks;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Obstacles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every check there is. */
public final class AllChecks {
    private static final Set<FindingId> OF_OTHERS =
            Set.of(FindingId.DAEMON_SET_LEFT_OUT, FindingId.WEBHOOK_ON_OLD_POOL, FindingId.RESERVED_TAINT_KEY);

    private AllChecks() {}

    public static Checks get() {
        return new Checks(ofWorkloads(), ofCluster());
    }

    /**
     * Those of workloads that are just to be moved: an opt-in knows by itself what cannot move, and has rules of its own
     * for what other tools write, for images and for maintenance exclusions. Of the cluster, those of what would meet the
     * workloads on their way; not what should have been looked at before the control plane (API versions), nor what the
     * move itself mends (old versions of pools).
     *
     * @param owned whether workloads that other tools write are to be moved where that is accepted
     */
    public static Checks ofMoves(boolean owned) {
        Stream<WorkloadCheck> owner = owned ? Stream.of(new OwnerCheck()) : Stream.empty();
        return new Checks(
                Stream.concat(owner, whileItMoves().stream().map(AllChecks::asForARollout))
                        .toList(),
                Stream.<Check>of(
                                Blind::ofCluster,
                                new DaemonSetCheck(),
                                OutsideGke.known(new CapacityCheck()),
                                OutsideGke.known(new WayBackCheck()),
                                new WebhookCheck(),
                                new ClusterModeCheck())
                        .map(AllChecks::asForOneOfMany)
                        .toList());
    }

    /** Teams move one after the other: what others have yet to do is told to each of them, and colours nobody's build. */
    private static Check asForOneOfMany(Check check) {
        return seen -> check.check(seen).stream()
                .map(f -> OF_OTHERS.contains(f.id()) ? f.as(Severity.NOTE) : f)
                .toList();
    }

    /** A move starts pods as every rollout of the workload does: what is true of them all is told, but holds none back. */
    private static WorkloadCheck asForARollout(WorkloadCheck check) {
        return (workload, seen) -> check.check(workload, seen).stream()
                .map(f -> f.id() == FindingId.NO_READINESS_PROBE ? f.as(Severity.NOTE) : f)
                .toList();
    }

    private static List<WorkloadCheck> ofWorkloads() {
        List<WorkloadCheck> all = new ArrayList<>(
                List.of(new MoveCheck(), new OwnerCheck(), new ImageCheck(), new StrayTolerationCheck()));
        all.addAll(whileItMoves());
        return all.stream().map(AllChecks::ofWhatMoves).toList();
    }

    /** A Job that was started ends where it runs, or has: nothing that would meet it elsewhere matters. */
    private static WorkloadCheck ofWhatMoves(WorkloadCheck check) {
        return (workload, seen) -> Obstacles.templateFixed(workload) ? List.of() : check.check(workload, seen);
    }

    private static List<WorkloadCheck> whileItMoves() {
        return List.of(
                new StrategyCheck(),
                new AutoscalerCheck(),
                new BudgetCheck(),
                new ServingCheck(),
                new VolumeCheck(),
                new HostCheck(),
                new PlacementCheck(),
                new CompanyCheck(),
                OutsideGke.known(new SpreadCheck()));
    }

    private static List<Check> ofCluster() {
        return List.of(
                new Blind(),
                new PoolThere(),
                new IdleBudgets(),
                new DaemonSetCheck(),
                OutsideGke.known(new CapacityCheck()),
                OutsideGke.known(new WayBackCheck()),
                new WebhookCheck(),
                new ApiCheck(RemovedApis.get()),
                new UpkeepCheck(),
                new SupportCheck(),
                new ClusterModeCheck(),
                new OutsideGke());
    }
}
