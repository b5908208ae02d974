package io.jenkins.plugins.gkeupgrade.engine.ledger;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.Change;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the workload that a pod belongs to, also when the ReplicaSet in between is gone by now. */
final class Owners {
    private final ClusterView view;
    private final boolean deployments;
    private final Map<String, Manifest> told = new HashMap<>();

    /** @param deployments whether the view includes ReplicaSets */
    Owners(ClusterView view, boolean deployments, List<Change> changes) {
        this.view = view;
        this.deployments = deployments;
        for (Change change : changes) {
            if (change.kind() == ResourceKind.REPLICA_SETS) {
                told.put(change.object().namespace() + "/" + change.object().name(), change.object());
            }
        }
    }

    Optional<WorkloadRef> of(Manifest pod) {
        return controller(pod).flatMap(owner -> of(pod.namespace(), owner.text("kind"), owner.text("name")));
    }

    private Optional<WorkloadRef> of(String namespace, String kind, String name) {
        return switch (kind) {
            case "StatefulSet" -> Optional.of(new WorkloadRef(WorkloadKind.STATEFUL_SET, namespace, name));
            case "DaemonSet" -> Optional.of(new WorkloadRef(WorkloadKind.DAEMON_SET, namespace, name));
            case "ReplicationController" ->
                Optional.of(new WorkloadRef(WorkloadKind.REPLICATION_CONTROLLER, namespace, name));
            case "ReplicaSet" -> Optional.of(ofReplicaSet(namespace, name));
            default -> Optional.empty();
        };
    }

    private WorkloadRef ofReplicaSet(String namespace, String name) {
        Optional<Manifest> set = Optional.ofNullable(told.get(namespace + "/" + name))
                .or(() -> deployments ? view.find(ResourceKind.REPLICA_SETS, namespace, name) : Optional.empty());
        return set.flatMap(Owners::controller)
                .filter(owner -> owner.text("kind").equals("Deployment"))
                .map(owner -> new WorkloadRef(WorkloadKind.DEPLOYMENT, namespace, owner.text("name")))
                .orElseGet(() -> new WorkloadRef(WorkloadKind.REPLICA_SET, namespace, name));
    }

    private static Optional<Manifest> controller(Manifest object) {
        return object.items("metadata", "ownerReferences").stream()
                .filter(owner -> owner.flag("controller"))
                .findFirst();
    }
}
