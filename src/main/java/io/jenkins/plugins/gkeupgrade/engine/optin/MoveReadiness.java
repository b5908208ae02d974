package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Checks;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ClusterFacts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ClusterWide;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.JudgedFinding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessReport;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Snapshot;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadReadiness;
import io.jenkins.plugins.gkeupgrade.engine.readiness.rules.AllChecks;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks each workload before it moves. What is around the workloads is listed, not watched, and listed again when it has
 * grown old; the workloads themselves are looked at as they are. Not thread-safe: a stage looks once at a time.
 */
final class MoveReadiness {
    /** Old enough for somebody to have mended something, young enough to be relied on. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final OptInRequest request;
    private final Checks checks;
    private final Map<WorkloadRef, Checked> known = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private Cluster cluster;
    private Snapshot lists;
    private Instant listed;

    /** @param against what was around the workload then */
    private record Checked(WorkloadReadiness readiness, Snapshot against) {}

    MoveReadiness(OptInRequest request) {
        this.request = request;
        this.checks = AllChecks.ofMoves(request.handling().managed() == Handling.Managed.REFUSE);
    }

    /** One look at the cluster. */
    Look look(Fleet fleet, NewPools pools, World world) {
        return new Look(fleet, pools, world);
    }

    /** Checks the workloads of one look. */
    final class Look {
        private final Fleet fleet;
        private final NewPools pools;
        private final World world;
        private ReadinessObservation seen;

        private Look(Fleet fleet, NewPools pools, World world) {
            this.fleet = fleet;
            this.pools = pools;
            this.world = world;
        }

        /** The plan, barred when the workload is not ready and nobody has accepted that. */
        MovePlan applied(MovePlan plan) {
            if (plan.state() != MovePlan.State.MOVABLE) {
                return plan;
            }
            WorkloadReadiness readiness = checked(plan.workload());
            tell(readiness);
            return readiness.open().isEmpty()
                    ? plan
                    : plan.barred(readiness.readiness().words() + ": " + readiness.sentence());
        }

        /** Whether it, or the step, accepts that another tool may take our change back. */
        boolean acceptsOwner(Workload workload) {
            return request.readiness().accepts(FindingId.MANAGED_ELSEWHERE, workload);
        }

        /** What is known of the workload; empty unless it was checked. */
        Optional<WorkloadReadiness> known(WorkloadRef workload) {
            return Optional.ofNullable(known.get(workload)).map(Checked::readiness);
        }

        /** What is found about the cluster: lists what the workloads' own view of it leaves out. */
        ClusterFindings ofCluster() {
            refresh();
            Map<ResourceKind, Listed> all = new EnumMap<>(lists.lists());
            if (request.selection().watchedNamespace().isEmpty()) {
                WatchedView view = world.workloads().view(Fleet.kinds(request.selection()), "");
                Fleet.kinds(request.selection())
                        .forEach(kind -> all.put(kind, new Listed.Objects(List.copyOf(view.list(kind)))));
            }
            ClusterWide wide = ClusterWide.lookAround(world, request.selection(), new Snapshot(all));
            return new ClusterFindings(ReadinessReport.ofCluster(observation(wide), checks, request.readiness()));
        }

        private ReadinessObservation observation(ClusterWide wide) {
            ClusterFacts facts = new ClusterFacts(cluster, request.version(), Optional.of(pools), world.now());
            return new ReadinessObservation(fleet, lists, facts, wide);
        }

        private WorkloadReadiness checked(Workload workload) {
            refresh();
            Checked before = known.get(workload.ref());
            boolean same = before != null
                    && before.against() == lists
                    && before.readiness().workload().manifest() == workload.manifest();
            if (same) {
                return before.readiness();
            }
            if (seen == null) {
                seen = observation(ClusterWide.UNKNOWN);
            }
            WorkloadReadiness now = WorkloadReadiness.of(workload, seen, checks, request.readiness());
            known.put(workload.ref(), new Checked(now, lists));
            return now;
        }

        private void refresh() {
            if (lists != null && Duration.between(listed, world.now()).compareTo(FRESH) < 0) {
                return;
            }
            cluster = world.controlPlane().cluster();
            lists = new Snapshot(world.workloads()
                    .list(
                            ReadinessObservation.AROUND_WORKLOADS,
                            request.selection().watchedNamespace()));
            listed = world.now();
            lists.forbidden()
                    .forEach((kind, no) -> once("could not check " + kind.plural() + ": the Kubernetes user may not "
                            + no.permission() + " (docs/rbac/step-user.yaml); moving without"));
        }

        private void tell(WorkloadReadiness readiness) {
            readiness.open().forEach(f -> once("not moved, " + f + "."));
            readiness.findings().stream()
                    .filter(f -> f.accepted() && f.finding().serious())
                    .forEach(this::tell);
            readiness.findings().stream()
                    .filter(f -> !f.accepted())
                    .map(JudgedFinding::finding)
                    .filter(f -> f.id() == FindingId.NO_READINESS_PROBE)
                    .forEach(f -> say("note: " + f + "."));
        }

        private void tell(JudgedFinding accepted) {
            say("accepted by " + accepted.acceptedBy() + ": " + accepted.finding() + ".");
        }

        private void say(String line) {
            if (told.add(line)) {
                world.progress().say(line);
            }
        }

        private void once(String line) {
            if (told.add(line)) {
                world.progress().warn(line);
            }
        }
    }
}
