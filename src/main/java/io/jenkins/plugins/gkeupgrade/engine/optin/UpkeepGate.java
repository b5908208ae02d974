package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ClusterFacts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ExclusionKeeper;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.readiness.rules.OutsideGke;
import io.jenkins.plugins.gkeupgrade.engine.readiness.rules.UpkeepCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import java.util.Optional;

/** Lets nobody move while GKE may upgrade the pool that they would come from, and go back to. */
record UpkeepGate(OptInRequest request) {
    /**
     * @return what to wait for before looking again; empty when the way is free
     * @throws Refused when there is no maintenance exclusion, and the request neither says to add one nor does without
     */
    Optional<String> check(Cluster cluster, NewPools pools, World world) {
        if (request.readiness().maintenanceExclusion() == MaintenanceExclusion.IGNORE) {
            return Optional.empty();
        }
        if (!cluster.ref().gke()) {
            world.progress()
                    .say("Cluster " + cluster.ref().name() + ": without a GKE API nothing is known of maintenance"
                            + " exclusions; " + OutsideGke.unchecked() + ".");
            return Optional.empty();
        }
        Optional<String> wait =
                request.dryRun() ? Optional.empty() : ExclusionKeeper.ensure(cluster, request.readiness(), world);
        if (wait.isPresent()) {
            return wait;
        }
        ClusterFacts facts = new ClusterFacts(cluster, request.version(), Optional.of(pools), world.now());
        Optional<Finding> finding = UpkeepCheck.of(world.controlPlane().upkeep(), facts);
        finding.ifPresent(f -> judge(f, world));
        return Optional.empty();
    }

    private void judge(Finding finding, World world) {
        if (!finding.serious()) {
            world.progress().say(finding.object() + ": " + finding.reason() + ".");
        } else if (request.dryRun() || request.readiness().accept().contains(finding.id())) {
            world.progress().warn(finding + ".");
        } else {
            throw new Refused(
                    finding.object() + ": " + finding.reason() + " (" + finding.id() + ").",
                    "To go on, " + finding.remedy() + ".");
        }
    }
}
