package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePatch;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Carries out what the decider decided, and says so. */
record RetireActor(RetireState state, RetireObservation seen, World world) {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration BLOCKED = Duration.ofSeconds(5);

    Tick<RetireState> act(RetireChange change) {
        if (change instanceof RetireChange.Settle settle) {
            return next(state.of(settle.pool()));
        }
        if (change instanceof RetireChange.Follow follow) {
            return next(state.following(follow.operation(), true));
        }
        if (change instanceof RetireChange.Forget) {
            return next(state.followed());
        }
        if (change instanceof RetireChange.Drained) {
            return next(state.drained(world.now()));
        }
        if (change instanceof RetireChange.Out) {
            return next(state.out(world.now()));
        }
        if (change instanceof RetireChange.PutBack back) {
            return next(state.puttingBack(back.why()));
        }
        if (change instanceof RetireChange.Evict evict) {
            return evict(evict);
        }
        return inGke(change);
    }

    private Tick<RetireState> inGke(RetireChange change) {
        ControlPlane gke = world.controlPlane();
        if (change instanceof RetireChange.SetTaints taints) {
            return next(state.following(
                    gke.setPoolTaints(taints.pool(), taints.taints()).name(), false));
        }
        if (change instanceof RetireChange.SetAutoscaling scaling) {
            return next(state.following(
                    gke.setPoolAutoscaling(scaling.pool(), scaling.limits()).name(), false));
        }
        if (change instanceof RetireChange.RespectBudgets) {
            String operation = gke.respectBudgetsOnDeletion(state.pool()).name();
            return next(state.respectingBudgets().following(operation, false));
        }
        if (change instanceof RetireChange.Delete) {
            return next(state.following(gke.deletePool(state.pool()).name(), true));
        }
        return onNodes(change);
    }

    private Tick<RetireState> onNodes(RetireChange change) {
        Json json = world.workloads().json();
        if (change instanceof RetireChange.Mark mark) {
            return patch(
                    mark.nodes().stream()
                            .map(n -> n.marking(mark.footprint(), state.startedAt(), json))
                            .toList(),
                    () -> state.leaving(mark.footprint()));
        }
        if (change instanceof RetireChange.Cordon cordon) {
            return patch(cordon.nodes().stream().map(n -> n.cordoning(json)).toList(), () -> state);
        }
        if (change instanceof RetireChange.TakeOutOfLoadBalancers out) {
            return patch(out.nodes().stream().map(n -> n.excluding(json)).toList(), () -> state.out(world.now()));
        }
        if (change instanceof RetireChange.Release release) {
            return patch(release.nodes().stream().map(n -> n.releasing(json)).toList(), () -> state);
        }
        RetireChange.Unmark unmark = (RetireChange.Unmark) change;
        return patch(unmark.nodes().stream().map(OldNode::unmarking).toList(), () -> state);
    }

    /** @param after what to remember once all patches are in; until then the next look sends what is missing */
    private Tick<RetireState> patch(List<NodePatch> patches, Supplier<RetireState> after) {
        List<PatchResult> results =
                patches.isEmpty() ? List.of() : world.workloads().patchNodes(patches);
        List<String> open = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            PatchResult result = results.get(i);
            if (result instanceof PatchResult.Rejected no) {
                throw new Failed("Node " + patches.get(i).node() + " could not be changed: " + no.message());
            }
            if (!(result instanceof PatchResult.Applied)) {
                open.add(patches.get(i).node()
                        + (result instanceof PatchResult.Unknown unknown ? ": " + unknown.message() : ""));
            }
        }
        return open.isEmpty()
                ? next(after.get())
                : new Tick.Again<>(state, SOON, "trying again to change node " + Sentences.list(open));
    }

    /** One pod in each look: whether another one of its workload, or behind the same Service, may go is seen in the next. */
    private Tick<RetireState> evict(RetireChange.Evict evict) {
        String blocked = "";
        for (Tenant tenant : evict.tenants()) {
            EvictionResult result = world.workloads()
                    .evict(
                            tenant.pod().namespace(),
                            tenant.pod().name(),
                            tenant.pod().uid());
            if (result instanceof EvictionResult.Blocked no) {
                blocked = "waiting to evict " + tenant + ": " + no.message();
            } else {
                world.progress().say("evicted " + tenant);
                Stay left =
                        seen.stays().get(tenant.owner()).without(tenant.pod().ready());
                RetireState after =
                        state.evictedFrom(evict.node().name(), 1).evicted(tenant.owner(), pool(), world.now(), left);
                return new Tick.Again<>(after, SOON, "");
            }
        }
        return new Tick.Again<>(state.blocked(blocked), BLOCKED, blocked);
    }

    private String pool() {
        return seen.pool(state.pool()).map(p -> p.name() + " " + p.version()).orElse(state.pool());
    }

    private static Tick<RetireState> next(RetireState now) {
        return new Tick.Again<>(now, Duration.ZERO, "");
    }
}
