package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Checks;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import java.util.ArrayList;
import java.util.List;

/** Every check there is. */
public final class AllChecks {
    private AllChecks() {}

    public static Checks get() {
        return new Checks(ofWorkloads(), ofCluster());
    }

    /**
     * Those of a workload that is just to be moved: an opt-in knows by itself what cannot move, and has rules of its own
     * for what other tools write and for images.
     */
    public static Checks ofMoves() {
        return new Checks(whileItMoves().stream().map(AllChecks::asForARollout).toList(), List.of());
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
        return all;
    }

    private static List<WorkloadCheck> whileItMoves() {
        return List.of(
                new StrategyCheck(),
                new AutoscalerCheck(),
                new BudgetCheck(),
                new ServingCheck(),
                new VolumeCheck(),
                new HostCheck(),
                new SpreadCheck());
    }

    private static List<Check> ofCluster() {
        return List.of(
                new Blind(),
                new PoolThere(),
                new IdleBudgets(),
                new DaemonSetCheck(),
                new CapacityCheck(),
                new WayBackCheck(),
                new WebhookCheck(),
                new ApiCheck(RemovedApis.get()),
                new UpkeepCheck(),
                new SupportCheck(),
                new ClusterModeCheck());
    }
}
