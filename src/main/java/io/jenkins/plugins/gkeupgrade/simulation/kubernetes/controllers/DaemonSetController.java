package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Key;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keeps one pod of a DaemonSet on every node that it fits, and replaces outdated ones a few at a time. */
final class DaemonSetController extends WorkloadController {
    private final Revisions revisions;

    DaemonSetController(ControlContext context) {
        super(context, "daemonset-controller", Resources.DAEMON_SETS, Resources.PODS);
        this.revisions = new Revisions(context, api);
    }

    @Override
    public void changed(Resource changed, Manifest before, Manifest now) {
        super.changed(changed, before, now);
        if (changed.equals(Resources.NODES) && DaemonPods.matters(before, now)) {
            context.store().list(resource, "").forEach(set -> queue.add(Key.of(set)));
        }
    }

    /**
     * One node as a DaemonSet sees it.
     *
     * @param pods those of the DaemonSet for this node that are not over, oldest first
     */
    record Seat(Manifest node, boolean wanted, List<Manifest> pods) {}

    @Override
    void sync(Manifest set) {
        Manifest revision = revisions.now(set);
        String hash = String.valueOf(revision.labels().get(Revisions.HASH));
        Map<String, Seat> seats = seats(set);
        for (Seat seat : seats.values()) {
            place(set, seat, hash);
        }
        if (set.text("spec", "updateStrategy", "type").equals("RollingUpdate")) {
            replaceOutdated(set, seats(set), hash);
        }
        updateStatus(set, status(set, seats(set), hash));
        revisions.trim(set, Set.of(revision.name()));
    }

    private Map<String, Seat> seats(Manifest set) {
        Map<String, List<Manifest>> pods = new TreeMap<>();
        for (Manifest pod : children(set)) {
            pods.computeIfAbsent(DaemonPods.nodeOf(pod), any -> new ArrayList<>())
                    .add(pod);
        }
        Map<String, Seat> seats = new LinkedHashMap<>();
        for (Manifest node : context.store().list(Resources.NODES, "")) {
            List<Manifest> here = pods.getOrDefault(node.name(), List.of());
            seats.put(node.name(), new Seat(node, DaemonPods.fits(set, node), here));
        }
        return seats;
    }

    private void place(Manifest set, Seat seat, String hash) {
        boolean surges = DaemonSurge.isWanted(set);
        List<Manifest> tooMany =
                surges ? new DaemonSurge(hash, pod -> isAvailable(set, pod)).surplus(seat.pods()) : List.of();
        boolean present = false;
        for (Manifest pod : seat.pods()) {
            boolean second = surges ? tooMany.contains(pod) : present;
            boolean surplus = second || !DaemonPods.mayStay(set, seat.node()) || Pods.isOver(pod);
            if (Pods.isTerminating(pod)) {
                present = true;
            } else if (surplus) {
                delete(pod);
            } else {
                present = true;
            }
        }
        if (seat.wanted() && !present) {
            api.create(Resources.PODS, DaemonPods.pod(set, seat.node().name(), hash));
        }
    }

    /**
     * Also where no pod is wanted any more: an outdated one goes there as well, and gets no successor. A share of no wanted
     * pods is none, so that these stay when {@code maxUnavailable} is a percentage.
     */
    private void replaceOutdated(Manifest set, Map<String, Seat> seats, String hash) {
        long desired = seats.values().stream().filter(Seat::wanted).count();
        if (DaemonSurge.isWanted(set)) {
            DaemonSurge.Step step = new DaemonSurge(hash, pod -> isAvailable(set, pod))
                    .next(seats.values(), DaemonSurge.most(set, desired));
            step.leaving().forEach(this::delete);
            step.nodes().forEach(node -> api.create(Resources.PODS, DaemonPods.pod(set, node, hash)));
            return;
        }
        long most = Math.max(
                desired > 0 ? 1 : 0,
                Amounts.of(set.at("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), desired, true));
        long unavailable = 0;
        List<Manifest> available = new ArrayList<>();
        for (Seat seat : seats.values()) {
            Manifest pod = standing(seat);
            if (pod == null || !isAvailable(set, pod)) {
                unavailable += seat.wanted() ? 1 : 0;
                if (pod != null && !DaemonPods.isOf(pod, hash)) {
                    delete(pod);
                }
            } else if (!DaemonPods.isOf(pod, hash)) {
                available.add(pod);
            }
        }
        long left = Math.max(0, most - unavailable);
        available.stream().limit(left).forEach(this::delete);
    }

    private static Manifest standing(Seat seat) {
        return seat.pods().stream().filter(Pods::isActive).findFirst().orElse(null);
    }

    private boolean isAvailable(Manifest set, Manifest pod) {
        return Pods.isAvailable(pod, set.number(0, "spec", "minReadySeconds"), context.now());
    }

    private void delete(Manifest pod) {
        api.delete(Resources.PODS, pod.namespace(), pod.name(), DeleteOptions.DEFAULT);
    }

    private Map<String, Object> status(Manifest set, Map<String, Seat> seats, String hash) {
        long desired = 0;
        long current = 0;
        long misplaced = 0;
        long ready = 0;
        long available = 0;
        long updated = 0;
        for (Seat seat : seats.values()) {
            Manifest pod = seat.pods().isEmpty() ? null : seat.pods().get(0);
            if (!seat.wanted()) {
                misplaced += pod == null ? 0 : 1;
                continue;
            }
            desired++;
            if (pod == null) {
                continue;
            }
            current++;
            updated += DaemonPods.isOf(pod, hash) ? 1 : 0;
            if (Pods.isReady(pod)) {
                ready++;
                available += isAvailable(set, pod) ? 1 : 0;
                Duration left = Pods.untilAvailable(pod, set.number(0, "spec", "minReadySeconds"), context.now());
                if (!left.isZero()) {
                    queue.addAfter(Key.of(set), left);
                }
            }
        }
        Map<String, Object> status = Trees.tree(
                "currentNumberScheduled", current,
                "desiredNumberScheduled", desired,
                "numberMisscheduled", misplaced,
                "numberReady", ready);
        status.putAll(counts(
                "observedGeneration",
                set.number(0, "metadata", "generation"),
                "updatedNumberScheduled",
                updated,
                "numberAvailable",
                available,
                "numberUnavailable",
                desired - available));
        return status;
    }
}
