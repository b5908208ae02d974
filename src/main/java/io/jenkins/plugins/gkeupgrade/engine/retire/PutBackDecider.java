package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.OperationText;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireState.Ending;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts back what a retirement changed, and nothing else: first the nodes, which is at once, then GKE's settings. */
final class PutBackDecider {
    Decision<RetireChange> decide(RetireState state, RetireObservation seen) {
        if (tooLate(state, seen)) {
            return end(state.ending(), "Too late to put anything back: GKE deletes pool " + state.pool() + " already.");
        }
        if (seen.nodes().stream().anyMatch(n -> n.markedAfter(state.startedAt()))) {
            return leave(state.ending(), state.pool());
        }
        List<OldNode> held = seen.nodes().stream().filter(OldNode::held).toList();
        if (!held.isEmpty()) {
            return new Decision.Act<>(
                    new RetireChange.Release(held), "uncordoning " + Sentences.count(held.size(), "node"));
        }
        Optional<Operation> busy = seen.ours().filter(o -> !o.ended()).or(seen::running);
        if (busy.isPresent()) {
            return new Decision.Wait<>(
                    "putting back: waiting for " + OperationText.of(busy.get()) + " to end", RetireDecider.POLL);
        }
        if (seen.ours().isPresent()) {
            return followed(seen.ours().get());
        }
        Footprint print = print(state, seen);
        if (print != null) {
            Optional<Decision<RetireChange>> change = taint(print, seen)
                    .or(() -> scale(print, seen.pool(state.pool()).get()));
            if (change.isPresent()) {
                return change.get();
            }
        }
        List<OldNode> marked =
                seen.nodes().stream().filter(n -> n.mark() != null).toList();
        return marked.isEmpty()
                ? end(state.ending(), "Its nodes are as they were.")
                : new Decision.Act<>(new RetireChange.Unmark(marked), "");
    }

    /** Two runs of which one cordons what the other uncordons would not come to an end. */
    private static Decision<RetireChange> leave(Ending why, String pool) {
        String left = "A newer run of the step is at pool " + pool + " and has been left what is not put back yet.";
        return end(new Ending(why.refused(), why.reason(), left), "");
    }

    /** To uncordon nodes that are about to die would invite pods onto them. */
    private static boolean tooLate(RetireState state, RetireObservation seen) {
        return seen.deletion(state.pool()).isPresent()
                || seen.pool(state.pool()).isEmpty();
    }

    private static Decision<RetireChange> followed(Operation ours) {
        if (ours.failed()) {
            throw new Failed("GKE ended " + ours.name() + " (" + ours.type() + " of " + ours.target() + ") with: "
                    + ours.error() + " while everything was being put back; the nodes are uncordoned, but the opt-in"
                    + " taint or the autoscaler may not be as it was.");
        }
        return new Decision.Act<>(new RetireChange.Forget(), "");
    }

    private static Footprint print(RetireState state, RetireObservation seen) {
        Footprint written = seen.writtenDown();
        return written == null ? state.footprint() : written.with(state.footprint());
    }

    private static Optional<Decision<RetireChange>> taint(Footprint print, RetireObservation seen) {
        return print.untainted().stream()
                .flatMap(name -> seen.pool(name).stream())
                .filter(p -> GkeVersion.isExact(p.labels().get(print.taintKey())))
                .map(p -> Map.entry(
                        p,
                        new OptInTaint(
                                print.taintKey(), GkeVersion.parse(p.labels().get(print.taintKey())))))
                .filter(e -> !e.getKey().taints().contains(e.getValue().taint()))
                .findFirst()
                .map(e -> new Decision.Act<>(
                        new RetireChange.SetTaints(
                                e.getKey().name(),
                                e.getValue().addedTo(e.getKey().taints())),
                        "giving pool " + e.getKey().name() + " its taint " + e.getValue() + " back"));
    }

    /** An autoscaler that somebody has switched on again meanwhile keeps the limits that they chose. */
    private static Optional<Decision<RetireChange>> scale(Footprint print, NodePool pool) {
        return print.scaling() == null || pool.autoscaling().enabled()
                ? Optional.empty()
                : Optional.of(new Decision.Act<>(
                        new RetireChange.SetAutoscaling(pool.name(), print.scaling()),
                        "switching the autoscaler of pool " + pool.name() + " on again, "
                                + print.scaling().min() + " to "
                                + print.scaling().max() + " nodes"
                                + (print.scaling().total() ? "" : " per zone")));
    }

    static Decision<RetireChange> end(Ending why, String left) {
        String rest = left.isEmpty() ? why.whatToDo() : left + " " + why.whatToDo();
        if (why.refused()) {
            return new Decision.Refuse<>(why.reason(), rest);
        }
        throw new Failed(why.reason() + " " + rest);
    }
}
