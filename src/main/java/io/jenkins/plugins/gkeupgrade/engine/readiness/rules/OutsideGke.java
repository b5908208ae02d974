package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import java.util.List;
import java.util.Set;

/** What only GKE knows, and nobody does of a cluster without it. Not to know it is said, and holds nothing back. */
public final class OutsideGke implements Check {
    /** These compare with the largest that a pool may get. */
    private static final Set<FindingId> BY_SIZE = Set.of(
            FindingId.NEW_POOL_TOO_SMALL,
            FindingId.NO_ROOM_TO_GO_BACK,
            FindingId.TOO_FEW_NODES,
            FindingId.TOO_FEW_ZONES);

    @Override
    public List<Finding> check(ReadinessObservation seen) {
        ClusterRef cluster = seen.facts().cluster().ref();
        return cluster.gke()
                ? List.of()
                : List.of(Finding.ofCluster(
                                FindingId.COULD_NOT_CHECK,
                                "Cluster " + cluster.name(),
                                "it has no GKE API, so that its release channel, maintenance exclusions, the end of"
                                        + " support and the most nodes that a pool may have are not known",
                                unchecked())
                        .as(Severity.NOTE));
    }

    /** What to do about it, without a full stop. */
    public static String unchecked() {
        return "see to it that nobody upgrades or removes its old nodes while teams move";
    }

    /** The check, whose findings about sizes hold nothing back where only the nodes of this moment are known. */
    static Check known(Check check) {
        return seen -> known(check.check(seen), seen);
    }

    /** The same for the check of a workload. */
    static WorkloadCheck known(WorkloadCheck check) {
        return (workload, seen) -> known(check.check(workload, seen), seen);
    }

    private static List<Finding> known(List<Finding> findings, ReadinessObservation seen) {
        return seen.facts().cluster().ref().gke()
                ? findings
                : findings.stream().map(OutsideGke::known).toList();
    }

    private static Finding known(Finding finding) {
        return BY_SIZE.contains(finding.id())
                ? new Finding(
                        finding.id(),
                        Severity.NOTE,
                        finding.workload(),
                        finding.object(),
                        finding.reason()
                                + " (counted are the nodes that there are now; whether there can be more is not"
                                + " known)",
                        finding.remedy())
                : finding;
    }
}
