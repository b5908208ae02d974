package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.OperationText;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireState.Ending;
import io.jenkins.plugins.gkeupgrade.engine.retire.Tenant.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a retirement does next, given what it sees. Pure. */
final class RetireDecider {
    static final Duration POLL = Duration.ofSeconds(10);

    /** Nodes changed in one look. */
    private static final int BATCH = 100;

    private final RetireRequest request;
    private final LeaveDecider leave;
    private final PutBackDecider putBack = new PutBackDecider();

    RetireDecider(RetireRequest request) {
        this.request = request;
        this.leave = new LeaveDecider(request);
    }

    Decision<RetireChange> decide(RetireState state, RetireObservation seen, Instant now) {
        if (state.pool().isEmpty()) {
            return settle(state, seen, now);
        }
        if (state.ending() != null) {
            return putBack.decide(state, seen);
        }
        Decision<RetireChange> next = forward(state, seen, now);
        Optional<String> waiting = waitingFor(state, next);
        boolean late = waiting.isPresent() && !now.isBefore(deadline(state));
        if (!late || state.deleting() || kept(state, now)) {
            return next;
        }
        return giveUp(
                state,
                seen,
                new Ending(
                        false,
                        "Timed out after " + DurationText.of(request.timeout()) + ", " + waiting.get() + ".",
                        "Run the step again to go on."));
    }

    private static Optional<String> waitingFor(RetireState state, Decision<RetireChange> next) {
        if (next instanceof Decision.Wait<RetireChange> wait) {
            return Optional.of(wait.reason());
        }
        boolean evicting = next instanceof Decision.Act<RetireChange> act
                && act.change() instanceof RetireChange.Evict
                && !state.blocked().isEmpty();
        return evicting ? Optional.of(state.blocked()) : Optional.empty();
    }

    /** The time that the pool is kept is given, and not used up. */
    private boolean kept(RetireState state, Instant now) {
        Instant drained = state.farewell().drainedAt();
        return drained != null && now.isBefore(drained.plus(request.keepFor()));
    }

    private Instant deadline(RetireState state) {
        Instant drained = state.farewell().drainedAt();
        return drained == null
                ? state.startedAt().plus(request.timeout())
                : drained.plus(request.keepFor()).plus(request.timeout());
    }

    private Decision<RetireChange> settle(RetireState state, RetireObservation seen, Instant now) {
        Optional<String> pool = RetireTarget.of(request, seen.cluster());
        if (pool.isPresent()) {
            return new Decision.Act<>(
                    new RetireChange.Settle(pool.get()),
                    "retiring pool " + pool.get() + " ("
                            + seen.pool(pool.get()).map(NodePool::version).orElseThrow() + ")");
        }
        return seen.running()
                .<Decision<RetireChange>>map(RetireDecider::waitFor)
                .orElseGet(() -> gone(state, seen, now));
    }

    private static Decision<RetireChange> waitFor(Operation running) {
        return new Decision.Wait<>("waiting for " + OperationText.of(running) + " to end", POLL);
    }

    private Decision<RetireChange> forward(RetireState state, RetireObservation seen, Instant now) {
        if (seen.ours().isPresent()) {
            return follow(state, seen, seen.ours().get());
        }
        Optional<NodePool> pool = seen.pool(state.pool());
        if (seen.running().isPresent()) {
            return seen.deletion(state.pool())
                    .<Decision<RetireChange>>map(
                            o -> new Decision.Act<>(new RetireChange.Follow(o.name()), "joining " + o.name()))
                    .orElseGet(() -> waitFor(seen.running().get()));
        }
        if (pool.isEmpty()) {
            return gone(state, seen, now);
        }
        if (pool.get().status().equals("STOPPING")) {
            return new Decision.Wait<>("waiting for GKE to delete pool " + state.pool(), POLL);
        }
        Optional<Ending> refusal = new RetireChecks(request, pool.get(), seen).refusal();
        return refusal.isPresent() ? giveUp(state, seen, refusal.get()) : empty(state, seen, pool.get(), now);
    }

    private static Decision<RetireChange> follow(RetireState state, RetireObservation seen, Operation ours) {
        if (!ours.ended()) {
            return new Decision.Wait<>("pool " + state.pool() + ": " + OperationText.standing(ours), POLL);
        }
        if (!ours.failed()) {
            return new Decision.Act<>(new RetireChange.Forget(), "");
        }
        return giveUp(
                state,
                seen,
                new Ending(
                        false,
                        "GKE ended " + ours.name() + " (" + ours.type() + " of " + ours.target() + ") with: "
                                + ours.error(),
                        "Mend that and run the step again."));
    }

    /** Ends here, or puts back first what must not stay. */
    private static Decision<RetireChange> giveUp(RetireState state, RetireObservation seen, Ending why) {
        if (state.footprint() == null && seen.writtenDown() == null) {
            return PutBackDecider.end(why, "");
        }
        return new Decision.Act<>(new RetireChange.PutBack(why), why.reason() + " Putting everything back.");
    }

    /** The pool is not there (any more); what is left to do is to drop the opt-in taint. */
    private Decision<RetireChange> gone(RetireState state, RetireObservation seen, Instant now) {
        Optional<Ending> early = request.normalise()
                ? RetireChecks.tooSoonToNormalise(request, seen.cluster(), Homes.staying(seen.cluster(), state.pool()))
                : Optional.empty();
        if (early.isPresent()) {
            return PutBackDecider.end(early.get(), "");
        }
        return normalise(state, seen)
                .orElseGet(() -> new Decision.Done<>(RetireReport.done(request, state, seen, now)));
    }

    private Optional<Decision<RetireChange>> normalise(RetireState state, RetireObservation seen) {
        return tainted(state, seen)
                .findFirst()
                .map(p -> new Decision.Act<>(
                        new RetireChange.SetTaints(p.name(), Homes.taintsOf(p, request)),
                        "dropping the taint " + request.taintKey() + " of pool " + p.name()
                                + "; its nodes and pods stay as they are"));
    }

    /** Pools that stay and are to lose the opt-in taint. */
    private Stream<NodePool> tainted(RetireState state, RetireObservation seen) {
        return Homes.staying(seen.cluster(), state.pool()).stream()
                .filter(p -> !Homes.taintsOf(p, request).equals(p.taints()));
    }

    private Decision<RetireChange> empty(RetireState state, RetireObservation seen, NodePool pool, Instant now) {
        List<Tenant> passing = Stream.of(Standing.MOVED, Standing.ENDING)
                .flatMap(s -> seen.standing(s).stream())
                .toList();
        if (!passing.isEmpty()) {
            return new Decision.Wait<>(
                    "waiting for " + Sentences.count(passing.size(), "pod")
                            + " of workloads that have moved, or that run to their end, to be gone from pool "
                            + pool.name() + ": " + Sentences.list(passing),
                    POLL);
        }
        Optional<Decision<RetireChange>> prepared = prepare(state, seen, pool);
        if (prepared.isPresent()) {
            return prepared.get();
        }
        if (!seen.served().isEmpty()) {
            return new Decision.Wait<>(
                    "waiting for a ready endpoint outside pool " + pool.name() + " of Service "
                            + Sentences.list(seen.served()) + ", which only pods of a DaemonSet on the pool serve now",
                    POLL);
        }
        if (seen.elsewhere() == 0 && !seen.nodes().isEmpty()) {
            return nowhereElse(state, seen);
        }
        List<OldNode> open = seen.nodes().stream().filter(n -> !n.cordoned()).toList();
        if (!open.isEmpty()) {
            return cordon(open);
        }
        Optional<OldNode> inhabited =
                seen.nodes().stream().filter(n -> !seen.on(n).isEmpty()).findFirst();
        return inhabited.isPresent() ? drain(seen, inhabited.get()) : leave.decide(state, seen, now);
    }

    /** Everything in GKE that comes before the first cordon, written down on the nodes before it is changed. */
    private Optional<Decision<RetireChange>> prepare(RetireState state, RetireObservation seen, NodePool pool) {
        boolean scales = pool.autoscaling().enabled() && !seen.nodes().isEmpty();
        Footprint print = new Footprint(
                        scales ? pool.autoscaling() : null,
                        request.taintKey(),
                        tainted(state, seen).map(NodePool::name).sorted().toList())
                .with(seen.writtenDown())
                .with(state.footprint());
        List<OldNode> unmarked = seen.nodes().stream()
                .filter(n ->
                        n.mark() == null || !n.mark().footprint().equals(print) || n.markedBefore(state.startedAt()))
                .toList();
        if (!unmarked.isEmpty() || !print.equals(state.footprint())) {
            return Optional.of(new Decision.Act<>(new RetireChange.Mark(unmarked, print), ""));
        }
        Optional<Decision<RetireChange>> normalise = normalise(state, seen);
        if (normalise.isPresent() || !scales) {
            return normalise;
        }
        return Optional.of(new Decision.Act<>(
                new RetireChange.SetAutoscaling(pool.name(), NodePool.Autoscaling.off()),
                "switching off the autoscaler of pool " + pool.name() + ", so that it neither adds nodes while they are"
                        + " drained nor removes them while they are kept"));
    }

    /** Not all nodes of a cluster may be cordoned: neither by us, nor by us and others together. */
    private static Decision<RetireChange> nowhereElse(RetireState state, RetireObservation seen) {
        return seen.nodes().stream().noneMatch(OldNode::cordonedByUs)
                ? new Decision.Wait<>(
                        "waiting for a node outside the pool that is Ready and takes pods, and whose pool is not being"
                                + " retired as well; without one, no node is cordoned",
                        POLL)
                : giveUp(
                        state,
                        seen,
                        new Ending(
                                true,
                                "Pool " + state.pool() + " cannot be retired: no node outside of it is Ready and takes"
                                        + " pods any more.",
                                "Run the step again when there is one."));
    }

    /** All of them before the first is drained: a pod that is evicted moves once, and not from old node to old node. */
    private static Decision<RetireChange> cordon(List<OldNode> open) {
        return new Decision.Act<>(
                new RetireChange.Cordon(open.stream().limit(BATCH).toList()),
                (open.size() == 1 ? "cordoning node " : "cordoning nodes ")
                        + Sentences.list(open.stream().map(OldNode::name).toList()));
    }

    private static Decision<RetireChange> drain(RetireObservation seen, OldNode node) {
        List<Tenant> here = seen.on(node);
        List<Tenant> ready = here.stream()
                .filter(t -> t.standing() == Standing.EVICTABLE && t.waitFor().isEmpty())
                .toList();
        if (!ready.isEmpty()) {
            return new Decision.Act<>(new RetireChange.Evict(node, ready), "");
        }
        Tenant first = here.stream()
                .filter(t -> t.standing() == Standing.EVICTABLE)
                .findFirst()
                .orElse(here.get(0));
        return new Decision.Wait<>(
                "draining node " + node.name() + ": " + Sentences.count(here.size(), "pod") + " left; " + first.owner()
                        + " (pod " + first.pod().name() + ") "
                        + first.waitFor().map(why -> "has to wait: " + why).orElse("is terminating"),
                POLL);
    }
}
