package io.jenkins.plugins.gkeupgrade.engine.pool;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.Decisions;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.OperationText;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.pool.TaintedPoolState.Phase;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a node pool of a version behind an opt-in taint, a clone of another pool in everything else, or finds it there
 * already. A pool that is half made is waited for; one that differs is never touched.
 */
public final class TaintedPool implements Stage<TaintedPoolState> {
    private static final Duration POLL = Duration.ofSeconds(10);

    private final TaintedPoolRequest request;

    public TaintedPool(TaintedPoolRequest request) {
        this.request = request;
    }

    /**
     * One look.
     *
     * @param plan the pool as it would be made now; empty while the state has no spec
     * @param operations what GKE lists for the cluster, newest first
     * @param ours the operation that the state names, as it is now
     * @param nodes the pool's nodes; none while nobody needs to know
     */
    record Seen(
            Cluster cluster,
            ServerVersions versions,
            Optional<NodePool> plan,
            List<Operation> operations,
            Optional<Operation> ours,
            PoolNodes nodes) {}

    /** What can be done next. Only {@link Submit} changes the cluster. */
    sealed interface Change {
        record Settle(PoolSpec spec) implements Change {}

        record Intend(List<String> known) implements Change {}

        record Submit() implements Change {}

        record Follow(String operation) implements Change {}

        record Await() implements Change {}
    }

    @Override
    public TaintedPoolState begin(Instant now) {
        return TaintedPoolState.first(now);
    }

    @Override
    public Duration timeout() {
        return request.timeout();
    }

    @Override
    public Tick<TaintedPoolState> advance(TaintedPoolState state, World world) {
        return Decisions.carryOut(
                decide(state, observe(state, world), world.now()),
                state,
                world.progress(),
                change -> act(state, change, world.controlPlane()));
    }

    private static Seen observe(TaintedPoolState state, World world) {
        ControlPlane gke = world.controlPlane();
        Optional<Operation> ours =
                state.operation().isEmpty() ? Optional.empty() : Optional.of(gke.operation(state.operation()));
        Cluster cluster = gke.cluster();
        boolean looking = state.phase() == Phase.LOOKING || state.phase() == Phase.SUBMITTING;
        return new Seen(
                cluster,
                looking ? gke.serverVersions() : new ServerVersions(cluster.version(), List.of(), List.of()),
                looking && state.spec() != null ? Optional.of(gke.plan(state.spec())) : Optional.empty(),
                looking ? gke.operations() : List.of(),
                ours,
                state.phase() == Phase.SETTLING ? nodes(state, cluster, world) : PoolNodes.none());
    }

    /** Asks Kubernetes only when there are nodes to wait for. */
    private static PoolNodes nodes(TaintedPoolState state, Cluster cluster, World world) {
        boolean needed = cluster.pool(state.spec().name())
                .filter(pool -> PoolOutcome.expectedNodes(pool) > 0)
                .isPresent();
        return needed
                ? PoolNodes.of(
                        world.workloads().view(Set.of(ResourceKind.NODES), "").list(ResourceKind.NODES),
                        state.spec().name(),
                        state.spec().version())
                : PoolNodes.none();
    }

    private static TaintedPoolState act(TaintedPoolState state, Change change, ControlPlane gke) {
        if (change instanceof Change.Settle settle) {
            return state.wanting(settle.spec());
        }
        if (change instanceof Change.Intend intend) {
            return state.submitting(intend.known());
        }
        if (change instanceof Change.Follow follow) {
            return state.creating(follow.operation());
        }
        return change instanceof Change.Submit
                ? state.creating(gke.createPool(state.spec()).name())
                : state.settling();
    }

    Decision<Change> decide(TaintedPoolState state, Seen seen, Instant now) {
        if (state.spec() == null) {
            return settle(seen);
        }
        return switch (state.phase()) {
            case LOOKING, SUBMITTING -> look(state, seen);
            case CREATING -> follow(state, seen);
            case SETTLING -> await(state, seen, now);
        };
    }

    private Decision<Change> settle(Seen seen) {
        if (!seen.cluster().ref().gke()) {
            return new Decision.Refuse<>(
                    seen.cluster().ref().withoutGke(),
                    NewPools.byHand(request.taintKey(), request.version(), seen.cluster()));
        }
        if (seen.cluster().autopilot()) {
            return new Decision.Refuse<>(
                    seen.cluster().ref() + " is an Autopilot cluster: GKE makes and upgrades its nodes by itself and"
                            + " takes no node pools from us.",
                    "Use createTaintedPool on Standard clusters only.");
        }
        Optional<Operation> upgrade = seen.operations().stream()
                .filter(o -> !o.ended() && o.type().equals(Operation.UPGRADE_MASTER))
                .findFirst();
        if (upgrade.isPresent()) {
            return new Decision.Wait<>(
                    "waiting for " + OperationText.of(upgrade.get()) + ", which decides what versions nodes may have",
                    POLL);
        }
        PoolSpec spec = new PoolChoice(request, seen.cluster(), seen.versions()).spec();
        String saying = request.version().exact()
                ? ""
                : "version " + request.version() + " means " + spec.version() + " here; ";
        return new Decision.Act<>(
                new Change.Settle(spec),
                saying + "pool " + spec.name() + " is to be a clone of " + spec.source() + " at " + spec.version()
                        + " with taint " + spec.optIn());
    }

    private Decision<Change> look(TaintedPoolState state, Seen seen) {
        PoolSpec spec = state.spec();
        Optional<NodePool> there = seen.cluster().pool(spec.name());
        Optional<Operation> creation = seen.operations().stream()
                .filter(o -> o.type().equals(Operation.CREATE_NODE_POOL)
                        && o.target().equals(spec.name()))
                .filter(o -> !state.known().contains(o.name()))
                .filter(o -> state.phase() == Phase.SUBMITTING || !o.ended())
                .findFirst();
        if (there.isPresent()) {
            return present(there.get(), creation, seen);
        }
        if (creation.isPresent()) {
            return new Decision.Act<>(
                    new Change.Follow(creation.get().name()),
                    "joining " + creation.get().name());
        }
        Optional<Operation> running = OperationText.running(seen.operations());
        if (running.isPresent()) {
            return new Decision.Wait<>(
                    "waiting for " + OperationText.of(running.get()) + " to end before pool " + spec.name()
                            + " can be made",
                    POLL);
        }
        if (state.phase() == Phase.SUBMITTING) {
            return new Decision.Act<>(new Change.Submit(), "");
        }
        new PoolChoice(request, seen.cluster(), seen.versions()).checkVersion(spec.version());
        return new Decision.Act<>(
                new Change.Intend(seen.operations().stream()
                        .filter(o -> o.type().equals(Operation.CREATE_NODE_POOL))
                        .map(Operation::name)
                        .toList()),
                "making pool " + spec.name() + ", " + spec.minNodes() + " to " + spec.maxNodes() + " nodes in "
                        + zones(seen.plan().map(p -> p.locations().size()).orElse(0)));
    }

    private static String zones(int number) {
        return number == 1 ? "1 zone" : "each of " + number + " zones";
    }

    private Decision<Change> present(NodePool pool, Optional<Operation> creation, Seen seen) {
        if (pool.status().equals("STOPPING")) {
            return new Decision.Wait<>("waiting for GKE to delete the old pool " + pool.name(), POLL);
        }
        List<String> differences = PoolDifferences.between(seen.plan().orElseThrow(), pool, request);
        if (!differences.isEmpty()) {
            return new Decision.Refuse<>(
                    "There is a different pool " + pool.name() + " already: " + PoolDifferences.told(differences) + ".",
                    "Choose another name, or delete that pool if nobody needs it.");
        }
        return creation.<Decision<Change>>map(
                        o -> new Decision.Act<>(new Change.Follow(o.name()), "joining " + o.name()))
                .orElseGet(() -> new Decision.Act<>(new Change.Await(), ""));
    }

    private static Decision<Change> follow(TaintedPoolState state, Seen seen) {
        Operation creation = seen.ours().orElseThrow();
        if (!creation.ended()) {
            return new Decision.Wait<>("pool " + state.spec().name() + ": " + OperationText.standing(creation), POLL);
        }
        if (creation.failed()) {
            String left = seen.cluster().pool(state.spec().name()).isPresent()
                    ? " Delete the pool, which is in status "
                            + seen.cluster().pool(state.spec().name()).get().status() + ", and run the step again."
                    : "";
            throw new Failed("Pool " + state.spec().name() + " could not be made: GKE ended " + creation.name()
                    + " with: " + creation.error() + left);
        }
        return new Decision.Act<>(new Change.Await(), "");
    }

    private static Decision<Change> await(TaintedPoolState state, Seen seen, Instant now) {
        NodePool pool = seen.cluster()
                .pool(state.spec().name())
                .orElseThrow(() -> new Failed("Pool " + state.spec().name()
                        + " is gone: somebody deleted it while this step waited for it."));
        if (pool.status().equals("ERROR")) {
            throw new Failed("Pool " + pool.name() + " is in status ERROR: " + pool.statusMessage()
                    + " Delete it and run the step again.");
        }
        if (!pool.status().equals(NodePool.RUNNING)) {
            return new Decision.Wait<>(
                    "waiting for pool " + pool.name() + " to be RUNNING, it is " + pool.status()
                            + (pool.statusMessage().isEmpty() ? "" : ": " + pool.statusMessage()),
                    POLL);
        }
        int expected = PoolOutcome.expectedNodes(pool);
        PoolNodes nodes = seen.nodes();
        if (nodes.ready() < expected) {
            return new Decision.Wait<>(PoolOutcome.waitingForNodes(pool, nodes, expected), POLL);
        }
        return new Decision.Done<>(PoolOutcome.of(seen.cluster(), pool, state, nodes, now));
    }

    @Override
    public boolean untouched(TaintedPoolState state) {
        return state.phase() == Phase.LOOKING;
    }

    @Override
    public String whenStopped(TaintedPoolState state) {
        return switch (state.phase()) {
            case LOOKING -> "nothing was changed.";
            case SUBMITTING ->
                "GKE may have begun to make pool " + state.spec().name() + "; run the step again to join it.";
            case CREATING ->
                state.operation() + " goes on to make pool " + state.spec().name() + "; run the step again to join it.";
            case SETTLING -> "pool " + state.spec().name() + " stays; run the step again to wait for its nodes.";
        };
    }
}
