package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Key;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps the numbered pods of StatefulSets, in order unless they may be parallel.
 *
 * <p>As in Kubernetes, an ordered set whose lowest unhealthy pod never gets ready stays there: not even a better
 * template makes it replace that pod (kubernetes/kubernetes#67250).
 */
final class StatefulSetController extends WorkloadController {
    private final Revisions revisions;
    private final StatefulPods pods;

    StatefulSetController(ControlContext context) {
        super(context, "statefulset-controller", Resources.STATEFUL_SETS, Resources.PODS);
        this.revisions = new Revisions(context, api);
        this.pods = new StatefulPods(context, api, revisions);
    }

    /** What one look works with. */
    private record Look(Manifest set, String current, String update, TreeMap<Integer, Manifest> pods, boolean ordered) {
        int replicas() {
            return (int) Amounts.replicas(set);
        }
    }

    @Override
    void sync(Manifest set) {
        String update = revisions.now(set).name();
        String current = set.text("status", "currentRevision");
        boolean known = !current.isEmpty()
                && context.store().get(Resources.CONTROLLER_REVISIONS, set.namespace(), current) != null;
        boolean ordered = !set.text("spec", "podManagementPolicy").equals("Parallel");
        Look look = new Look(set, known ? current : update, update, byOrdinal(set), ordered);
        step(look);
        Map<String, Object> status = status(look, byOrdinal(set));
        updateStatus(set, status);
        List<String> used = List.of(look.update(), look.current(), Trees.text(status, "currentRevision"));
        revisions.trim(set, Set.copyOf(used));
    }

    private TreeMap<Integer, Manifest> byOrdinal(Manifest set) {
        TreeMap<Integer, Manifest> all = new TreeMap<>();
        for (Manifest pod : children(set)) {
            all.put(StatefulPods.ordinal(pod), pod);
        }
        return all;
    }

    private void step(Look look) {
        if (fillUp(look) && scaleDown(look)) {
            replaceOutdated(look);
        }
    }

    /** Whether all pods that should be there are, and in an ordered set are healthy. */
    private boolean fillUp(Look look) {
        for (int ordinal = 0; ordinal < look.replicas(); ordinal++) {
            Manifest pod = look.pods().get(ordinal);
            if (pod != null && Pods.isOver(pod) && !Pods.isTerminating(pod)) {
                delete(pod);
                pod = null;
            } else if (pod == null) {
                pods.create(look.set(), ordinal, revisionFor(look, ordinal));
            }
            if (look.ordered() && !healthy(look.set(), pod)) {
                return false;
            }
        }
        return true;
    }

    private boolean healthy(Manifest set, Manifest pod) {
        return pod != null
                && Pods.isRunningAndReady(pod)
                && !Pods.isTerminating(pod)
                && Pods.isAvailable(pod, set.number(0, "spec", "minReadySeconds"), context.now());
    }

    /** New pods below the partition, or below what has been updated, get the revision that was complete last. */
    private static String revisionFor(Look look, int ordinal) {
        Manifest set = look.set();
        boolean rolling = set.text("spec", "updateStrategy", "type").equals("RollingUpdate");
        boolean stays = rolling && ordinal < set.number(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        return stays ? look.current() : look.update();
    }

    /** Whether no pod is left that should not be there. */
    private boolean scaleDown(Look look) {
        List<Manifest> condemned = List.copyOf(
                look.pods().tailMap(look.replicas(), true).descendingMap().values());
        for (Manifest pod : condemned) {
            if (!Pods.isTerminating(pod)) {
                delete(pod);
            }
            if (look.ordered()) {
                return false;
            }
        }
        return true;
    }

    private void replaceOutdated(Look look) {
        Manifest set = look.set();
        if (!set.text("spec", "updateStrategy", "type").equals("RollingUpdate")) {
            return;
        }
        long partition = set.number(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        for (int ordinal = look.replicas() - 1; ordinal >= partition; ordinal--) {
            Manifest pod = look.pods().get(ordinal);
            if (pod != null && !Pods.isTerminating(pod) && !StatefulPods.isOf(pod, look.update())) {
                delete(pod);
                return;
            }
            if (!healthy(set, pod)) {
                return;
            }
        }
    }

    private void delete(Manifest pod) {
        api.delete(Resources.PODS, pod.namespace(), pod.name(), DeleteOptions.DEFAULT);
    }

    private Map<String, Object> status(Look look, TreeMap<Integer, Manifest> now) {
        Manifest set = look.set();
        long minReady = set.number(0, "spec", "minReadySeconds");
        long ready = 0;
        long available = 0;
        long current = 0;
        long updated = 0;
        for (Manifest pod : now.values()) {
            if (Pods.isRunningAndReady(pod)) {
                ready++;
                Duration left = Pods.untilAvailable(pod, minReady, context.now());
                available += left.isZero() ? 1 : 0;
                if (!left.isZero()) {
                    queue.addAfter(Key.of(set), left);
                }
            }
            if (!Pods.isTerminating(pod)) {
                current += StatefulPods.isOf(pod, look.current()) ? 1 : 0;
                updated += StatefulPods.isOf(pod, look.update()) ? 1 : 0;
            }
        }
        boolean rolling = set.text("spec", "updateStrategy", "type").equals("RollingUpdate");
        // Kubernetes counts before it deletes: that the only pod has just gone completes nothing.
        boolean counted = !now.isEmpty() || look.replicas() == 0;
        boolean complete = rolling && counted && updated == now.size() && ready == now.size();
        Map<String, Object> status = Trees.tree(
                "observedGeneration", set.number(0, "metadata", "generation"), "replicas", (long) now.size());
        status.putAll(counts(
                "readyReplicas",
                ready,
                "currentReplicas",
                complete ? updated : current,
                "updatedReplicas",
                updated,
                "currentRevision",
                complete ? look.update() : look.current(),
                "updateRevision",
                look.update()));
        status.put("collisionCount", 0L);
        if (context.server().minor() >= 22) {
            status.put("availableReplicas", available);
        }
        return status;
    }
}
