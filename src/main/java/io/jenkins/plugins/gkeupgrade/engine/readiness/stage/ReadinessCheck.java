package io.jenkins.plugins.gkeupgrade.engine.readiness.stage;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ClusterFacts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ClusterWide;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ExclusionKeeper;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Readiness;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessReport;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Snapshot;
import io.jenkins.plugins.gkeupgrade.engine.readiness.rules.AllChecks;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Lists what there is, once, and tells what would go wrong with it. Changes nothing but, if told to, adds an exclusion. */
final class ReadinessCheck implements Stage<ReadinessState> {
    private static final Duration POLL = Duration.ofSeconds(5);

    private final ReadinessRequest request;

    ReadinessCheck(ReadinessRequest request) {
        this.request = request;
    }

    @Override
    public ReadinessState begin(Instant now) {
        return new ReadinessState(now);
    }

    @Override
    public Duration timeout() {
        return request.timeout();
    }

    @Override
    public Tick<ReadinessState> advance(ReadinessState state, World world) {
        Cluster cluster = world.controlPlane().cluster();
        ReadinessObservation seen = look(cluster, world);
        request.selection().requireFound(seen.fleet().selected());
        Optional<String> wait = ExclusionKeeper.ensure(cluster, request.policy(), world);
        if (wait.isPresent()) {
            return new Tick.Again<>(state, POLL, wait.get());
        }
        ReadinessReport report = ReadinessReport.of(seen, AllChecks.get(), request.policy());
        ReadinessOutcome outcome = new ReadinessOutcome(report, seen);
        outcome.tell(world.progress());
        Readiness overall = report.overall();
        return new Tick.Finished<>(outcome.of(overall, request.failOn().fails(overall)));
    }

    private ReadinessObservation look(Cluster cluster, World world) {
        Set<ResourceKind> needed = Fleet.kinds(request.selection());
        Set<ResourceKind> kinds = EnumSet.copyOf(needed);
        kinds.addAll(ReadinessObservation.AROUND_WORKLOADS);
        Snapshot lists =
                new Snapshot(world.workloads().list(kinds, request.selection().watchedNamespace()));
        lists.forbidden().forEach((kind, no) -> {
            if (needed.contains(kind) && kind.namespaced()) {
                throw new Failed(no.message());
            }
        });
        ClusterFacts facts = new ClusterFacts(
                cluster,
                request.version(),
                NewPools.ifAny(cluster, request.taintKey(), request.version()),
                world.now());
        ClusterWide wide = ClusterWide.look(world, cluster, request.selection(), lists, request.policy());
        return new ReadinessObservation(Fleet.of(lists, request.selection()), lists, facts, wide);
    }

    @Override
    public String whenStopped(ReadinessState state) {
        return "the check changes nothing; run the step again.";
    }
}
