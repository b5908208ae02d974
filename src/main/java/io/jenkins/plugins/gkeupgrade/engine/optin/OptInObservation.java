package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadReadiness;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.Health;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlans;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Rollout;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * What an opt-in sees at one look.
 *
 * @param items the selected workloads
 */
record OptInObservation(List<Item> items) {
    /**
     * One selected workload.
     *
     * @param plan what opting in would do, or has done
     * @param health of its rollout; null unless it has opted in
     * @param rolling whether its pods are still being replaced
     * @param toReplace a pod that must be evicted for it to move
     * @param readiness what was found about it before it moved; empty when it was not checked
     * @param held what was found about the cluster and keeps it where it is, though by itself it could move
     */
    record Item(
            MovePlan plan,
            Health health,
            boolean rolling,
            Optional<Pod> toReplace,
            Optional<WorkloadReadiness> readiness,
            Optional<Finding> held) {
        Workload workload() {
            return plan.workload();
        }

        WorkloadRef ref() {
            return plan.workload().ref();
        }

        boolean optedIn() {
            return plan.state() == MovePlan.State.OPTED_IN;
        }

        boolean movable() {
            return plan.state() == MovePlan.State.MOVABLE;
        }

        /** Whether it opted in through us; one that its own team moved is none of our business. */
        boolean ours() {
            return optedIn() && plan.record() != null;
        }

        /** Whether it could move, and is held back because of what was found about it or about the cluster. */
        boolean heldBack() {
            return held.isPresent()
                    || plan.state() == MovePlan.State.UNMOVABLE
                            && readiness.map(r -> !r.open().isEmpty()).orElse(false);
        }

        /** What holds it back. */
        List<Finding> holding() {
            return held.map(List::of)
                    .orElseGet(() -> readiness.map(WorkloadReadiness::open).orElse(List.of()));
        }

        boolean unsettled() {
            return ours() && !health.healthy();
        }
    }

    /**
     * @param plans of earlier looks
     * @param handling rules for the plans
     * @param checks what is found about workloads that could move
     * @param cluster what was found about the cluster
     */
    static OptInObservation of(
            Fleet fleet,
            NewPools pools,
            MovePlans plans,
            Handling handling,
            MoveReadiness.Look checks,
            ClusterFindings cluster,
            World world) {
        Rollout rollout = new Rollout(fleet, pools.edit(), pools.mayGrow(fleet, world.now()), world.now());
        return new OptInObservation(fleet.selected().stream()
                .map(workload -> {
                    MovePlan allowed = handling.applied(
                            plans.of(workload, rollout.edit(), world.workloads().json()), fleet, checks::acceptsOwner);
                    MovePlan ready = checks.applied(allowed);
                    Optional<Finding> held = ready.state() == MovePlan.State.MOVABLE
                            ? cluster.holding(workload.ref())
                            : Optional.empty();
                    MovePlan plan = held.map(f -> ready.barred("the cluster is BLOCKED: " + f))
                            .orElse(ready);
                    boolean in = plan.state() == MovePlan.State.OPTED_IN;
                    Health health = in ? rollout.of(workload) : null;
                    return new Item(
                            plan,
                            health,
                            in && !health.healthy() && rollout.underWay(workload),
                            in ? rollout.nextToReplace(workload) : Optional.empty(),
                            in || allowed.state() == MovePlan.State.MOVABLE
                                    ? checks.known(workload.ref())
                                    : Optional.empty(),
                            held);
                })
                .toList());
    }
}
