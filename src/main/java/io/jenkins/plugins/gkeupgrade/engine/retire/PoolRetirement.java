package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.OperationText;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireState.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Empties a node pool that nobody needs, keeps it for a while, and deletes it. Whatever ends it before the pool is gone,
 * it first puts back what it changed: its own cordons, the autoscaler, the opt-in taint.
 */
final class PoolRetirement implements Stage<RetireState> {
    /** For putting everything back, after whatever has taken all the time there was. */
    private static final Duration PUTTING_BACK = Duration.ofHours(1);

    private final RetireRequest request;
    private final RetireDecider decider;

    PoolRetirement(RetireRequest request) {
        this.request = request;
        this.decider = new RetireDecider(request);
    }

    @Override
    public RetireState begin(Instant now) {
        return RetireState.first(now);
    }

    @Override
    public Duration timeout() {
        return request.timeout().multipliedBy(2).plus(request.keepFor()).plus(PUTTING_BACK);
    }

    @Override
    public Tick<RetireState> advance(RetireState state, World world) {
        try {
            return look(state, world);
        } catch (Failed e) {
            boolean nothingToPutBack = state.footprint() == null || state.ending() != null;
            if (nothingToPutBack) {
                throw e;
            }
            world.progress().warn(e.getMessage() + " Putting everything back.");
            Ending why = new Ending(false, e.getMessage(), "Mend that and run the step again.");
            return new Tick.Again<>(state.puttingBack(why), Duration.ZERO, "");
        }
    }

    private Tick<RetireState> look(RetireState before, World world) {
        RetireObservation seen = observe(before, world);
        RetireState state = before.seeing(seen.stays(), world.now());
        Decision<RetireChange> decision = decider.decide(state, seen, world.now());
        if (decision instanceof Decision.Done<RetireChange> done) {
            return new Tick.Finished<>(done.outcome());
        }
        if (decision instanceof Decision.Refuse<RetireChange> refuse) {
            throw new Refused(refuse.reason(), refuse.whatToDo(), RetireReport.refused(state, seen));
        }
        if (decision instanceof Decision.Wait<RetireChange> wait) {
            return new Tick.Again<>(state, wait.delay(), wait.reason());
        }
        Decision.Act<RetireChange> act = (Decision.Act<RetireChange>) decision;
        if (!act.reason().isEmpty()) {
            world.progress().say(act.reason());
        }
        return new RetireActor(state, seen, world).act(act.change());
    }

    private RetireObservation observe(RetireState state, World world) {
        ControlPlane gke = world.controlPlane();
        Optional<Operation> ours = state.pending() == null
                ? Optional.empty()
                : Optional.of(gke.operation(state.pending().operation()));
        // Operations before the cluster: what ended in between has left its effect there.
        List<Operation> operations = gke.operations();
        Cluster cluster = gke.cluster();
        Optional<Operation> running = OperationText.running(operations);
        boolean there = cluster.pool(state.pool()).isPresent();
        if (!there && !request.normalise()) {
            return new RetireObservation(
                    cluster, running, ours, List.of(), 0, List.of(), List.of(), List.of(), List.of(), Map.of());
        }
        ClusterView view = world.workloads().view(Residents.KINDS, "");
        Collection<Manifest> nodes = view.list(ResourceKind.NODES);
        List<OldNode> old = nodes.stream()
                .filter(n -> there && Homes.poolOf(n).equals(state.pool()))
                .map(n -> OldNode.of(n, world.workloads().json()))
                .sorted(Comparator.comparing(OldNode::name))
                .toList();
        Residents residents = new Residents(view, Homes.in(cluster, request, state.pool(), nodes));
        Set<String> names = old.stream().map(OldNode::name).collect(Collectors.toSet());
        List<Tenant> tenants = residents.tenants(names);
        Set<Owner> followed = Stream.concat(
                        state.workloads().stream().map(EvictedWorkload::owner),
                        tenants.stream()
                                .filter(t -> t.standing() == Tenant.Standing.EVICTABLE)
                                .map(Tenant::owner))
                .collect(Collectors.toSet());
        return new RetireObservation(
                cluster,
                running,
                ours,
                old,
                residents.elsewhere(state.pool()),
                tenants,
                there ? residents.stranded() : List.of(),
                residents.servedOnlyOn(names),
                residents.optedIn(),
                residents.stays(followed, new Stays(cluster, state.pool(), nodes)));
    }

    @Override
    public Optional<RetireState> abandon(RetireState state) {
        boolean touched = state.footprint() != null && !state.deleting();
        Ending why = new Ending(false, "The step was stopped.", "Run it again to retire the pool after all.");
        return touched ? Optional.of(state.ending() == null ? state.puttingBack(why) : state) : Optional.empty();
    }

    @Override
    public Map<String, Object> detailsSoFar(RetireState state) {
        return RetireReport.soFar(state);
    }

    @Override
    public boolean untouched(RetireState state) {
        return state.footprint() == null;
    }

    @Override
    public String whenStopped(RetireState state) {
        if (state.deleting()) {
            return state.pending().operation() + " goes on to delete pool " + state.pool()
                    + "; run the step again to join it.";
        }
        return untouched(state)
                ? "nothing was changed."
                : "nodes of pool " + state.pool()
                        + " may still be cordoned, its autoscaler off and the opt-in taint dropped: run the step again to"
                        + " go on, or stop it then and it puts everything back.";
    }
}
