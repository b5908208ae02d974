package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What could not be looked at, for want of a permission. Not having looked is not the same as having found nothing. */
final class Blind implements Check {
    @Override
    public List<Finding> check(ReadinessObservation seen) {
        List<Finding> findings = new ArrayList<>();
        seen.lists()
                .forbidden()
                .forEach((kind, no) -> findings.add(unseen(kind, no, "could not check " + kind.plural())));
        findings.addAll(ofCluster(seen));
        return findings;
    }

    /** What is around a team's namespace is not the team's to see: good to know, no more. */
    static List<Finding> ofCluster(ReadinessObservation seen) {
        Set<ResourceKind> near = seen.lists().forbidden().keySet();
        return seen.wide().lists().forbidden().entrySet().stream()
                .filter(no -> !near.contains(no.getKey()))
                .map(no -> unseen(
                                no.getKey(),
                                no.getValue(),
                                "could not check the " + no.getKey().plural() + " of the cluster")
                        .as(Severity.NOTE))
                .toList();
    }

    private static Finding unseen(ResourceKind kind, Listed.Forbidden no, String what) {
        return Finding.ofCluster(
                FindingId.COULD_NOT_CHECK,
                kind.plural(),
                what + ": the Kubernetes user may not " + no.permission(),
                "apply docs/rbac/step-user.yaml, or accept " + FindingId.COULD_NOT_CHECK.id());
    }
}
