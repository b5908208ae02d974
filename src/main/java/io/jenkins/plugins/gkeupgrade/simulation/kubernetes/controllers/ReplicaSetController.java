package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.LabelSelector;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Key;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps the number of pods of ReplicaSets, and of ReplicationControllers, which are the same but for the selector. */
final class ReplicaSetController extends WorkloadController {
    private ReplicaSetController(ControlContext context, String component, Resource resource) {
        super(context, component, resource, Resources.PODS);
    }

    static ReplicaSetController ofReplicaSets(ControlContext context) {
        return new ReplicaSetController(context, "replicaset-controller", Resources.REPLICA_SETS);
    }

    static ReplicaSetController ofReplicationControllers(ControlContext context) {
        return new ReplicaSetController(context, "replication-controller", Resources.REPLICATION_CONTROLLERS);
    }

    @Override
    void sync(Manifest set) {
        List<Manifest> pods =
                new ArrayList<>(children(set).stream().filter(Pods::isActive).toList());
        long wanted = Amounts.replicas(set);
        if (pods.size() < wanted) {
            for (long missing = wanted - pods.size(); missing > 0; missing--) {
                pods.add(create(set));
            }
        } else if (pods.size() > wanted) {
            List<Manifest> first = new DeletionOrder(context.server().minor(), context.now(), related(set))
                    .sorted(pods)
                    .subList(0, (int) (pods.size() - wanted));
            for (Manifest pod : first) {
                api.delete(Resources.PODS, pod.namespace(), pod.name(), DeleteOptions.DEFAULT);
                pods.remove(pod);
            }
        }
        updateStatus(set, status(set, pods));
    }

    private Manifest create(Manifest set) {
        Map<String, Object> pod = Pods.fromTemplate(set, set.map("spec", "template"));
        return api.create(Resources.PODS, Manifest.wrap(Trees.with(pod, set.name() + "-", "metadata", "generateName")));
    }

    /** The pods of all ReplicaSets of the same Deployment. */
    private List<Manifest> related(Manifest set) {
        String owner = Trees.text(Pods.controllerOf(set), "uid");
        if (owner.isEmpty()) {
            return children(set);
        }
        List<Manifest> all = new ArrayList<>();
        context.owners().of(owner, resource).forEach(sibling -> all.addAll(children(sibling)));
        return all;
    }

    private Map<String, Object> status(Manifest set, List<Manifest> pods) {
        LabelSelector template = LabelSelector.ofMap(set.map("spec", "template", "metadata", "labels"));
        long minReady = set.number(0, "spec", "minReadySeconds");
        long labelled = 0;
        long ready = 0;
        long available = 0;
        for (Manifest pod : pods) {
            labelled += template.matches(pod.labels()) ? 1 : 0;
            if (!Pods.isReady(pod)) {
                continue;
            }
            ready++;
            Duration left = Pods.untilAvailable(pod, minReady, context.now());
            if (left.isZero()) {
                available++;
            } else {
                queue.addAfter(Key.of(set), left);
            }
        }
        Map<String, Object> status = Trees.tree("replicas", (long) pods.size());
        status.putAll(counts(
                "fullyLabeledReplicas",
                labelled,
                "readyReplicas",
                ready,
                "availableReplicas",
                available,
                "observedGeneration",
                set.number(0, "metadata", "generation")));
        return status;
    }
}
