package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * An update of a DaemonSet with {@code maxSurge}: the new pod of a node starts beside the old one, which goes when the new
 * one is available.
 *
 * @param hash of the newest revision
 * @param available whether a pod is
 * @see <a href="https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/">Perform a rolling update on a
 *     DaemonSet</a>
 */
record DaemonSurge(String hash, Predicate<Manifest> available) {
    /**
     * What to do next.
     *
     * @param leaving pods to delete
     * @param nodes that get another pod
     */
    record Step(List<Manifest> leaving, List<String> nodes) {}

    /** How many nodes may have a second pod; 0 where the update does not surge. */
    static long most(Manifest set, long desired) {
        return Amounts.of(set.at("spec", "updateStrategy", "rollingUpdate", "maxSurge"), desired, true);
    }

    static boolean isWanted(Manifest set) {
        return most(set, 1) > 0;
    }

    /** Of one node, oldest first: all but the oldest new and the oldest old one are too many. */
    List<Manifest> surplus(List<Manifest> pods) {
        List<Manifest> surplus = new ArrayList<>(pods);
        surplus.remove(first(pods, true));
        surplus.remove(first(pods, false));
        return surplus;
    }

    private Manifest first(List<Manifest> pods, boolean current) {
        return pods.stream()
                .filter(pod -> Pods.isActive(pod) && DaemonPods.isOf(pod, hash) == current)
                .findFirst()
                .orElse(null);
    }

    Step next(Iterable<DaemonSetController.Seat> seats, long most) {
        List<Manifest> leaving = new ArrayList<>();
        List<String> nodes = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        long surging = 0;
        for (DaemonSetController.Seat seat : seats) {
            Manifest old = first(seat.pods(), false);
            Manifest fresh = first(seat.pods(), true);
            if (old == null) {
                continue;
            }
            if (!seat.wanted() || fresh != null && available.test(fresh)) {
                leaving.add(old);
            } else if (fresh != null) {
                surging++;
            } else if (available.test(old)) {
                candidates.add(seat.node().name());
            } else {
                nodes.add(seat.node().name());
            }
        }
        candidates.stream().limit(Math.max(0, most - surging)).forEach(nodes::add);
        return new Step(leaving, nodes);
    }
}
