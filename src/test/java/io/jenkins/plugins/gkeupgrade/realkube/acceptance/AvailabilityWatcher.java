package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.jenkins.plugins.gkeupgrade.realkube.AppPods;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Watches from outside, with a client and watches of its own, what users of the workloads in a namespace get: after every
 * change of a pod how many serve, and after every change of Endpoints whether anybody does.
 *
 * <p>Holds workloads to what their own strategy allows as it was when watching began, so nobody may scale meanwhile.
 */
final class AvailabilityWatcher implements AutoCloseable {
    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, Integer> floors = new TreeMap<>();
    private final Map<String, Set<String>> ready = new HashMap<>();
    private final Map<String, Integer> lowest = new TreeMap<>();
    private final Map<String, String> workloadOfReplicaSet = new HashMap<>();
    private final Set<String> served = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
    private long samples;

    private AvailabilityWatcher(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Begins to watch; all workloads of the namespace must be complete. */
    static AvailabilityWatcher start(RealKubernetes cluster, String namespace) {
        AvailabilityWatcher watcher = new AvailabilityWatcher(RealKubernetes.client(cluster.kubeconfig()), namespace);
        watcher.readFloors();
        watcher.watch();
        return watcher;
    }

    private void readFloors() {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(d -> floors.put(name(d), d.getSpec().getReplicas() - unavailable(d)));
        // These lose one at a time: the first two by their controllers, the last by eviction.
        client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(s -> floors.put(name(s), s.getSpec().getReplicas() - 1));
        client.apps()
                .daemonSets()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(s -> floors.put(name(s), s.getStatus().getDesiredNumberScheduled() - 1));
        client.apps().replicaSets().inNamespace(namespace).list().getItems().stream()
                .filter(s -> s.getMetadata().getOwnerReferences().isEmpty())
                .forEach(s -> floors.put(name(s), s.getSpec().getReplicas() - 1));
    }

    private static int unavailable(Deployment deployment) {
        if ("Recreate".equals(deployment.getSpec().getStrategy().getType())) {
            return deployment.getSpec().getReplicas();
        }
        IntOrString most = deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable();
        return most.getStrVal() == null
                ? most.getIntVal()
                : deployment.getSpec().getReplicas()
                        * Integer.parseInt(most.getStrVal().replace("%", ""))
                        / 100;
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }

    private void watch() {
        informers.add(client.apps().replicaSets().inNamespace(namespace).inform(on((set, gone) -> {
            synchronized (this) {
                OwnerReference owner = controller(set);
                workloadOfReplicaSet.put(
                        set.getMetadata().getName(),
                        owner == null ? name(set) : owner.getKind() + " " + owner.getName());
            }
        })));
        informers.add(client.pods().inNamespace(namespace).inform(on(this::pod)));
        informers.add(client.endpoints().inNamespace(namespace).inform(on(this::endpoints)));
    }

    private interface Change<T> {
        void seen(T object, boolean gone);
    }

    private static <T> ResourceEventHandler<T> on(Change<T> change) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                change.seen(object, false);
            }

            @Override
            public void onUpdate(T before, T object) {
                change.seen(object, false);
            }

            @Override
            public void onDelete(T object, boolean finalStateUnknown) {
                change.seen(object, true);
            }
        };
    }

    private static OwnerReference controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(o -> Boolean.TRUE.equals(o.getController()))
                .findFirst()
                .orElse(null);
    }

    private synchronized void pod(Pod pod, boolean gone) {
        OwnerReference owner = controller(pod);
        if (owner == null) {
            return;
        }
        String workload = owner.getKind().equals("ReplicaSet")
                ? workloadOfReplicaSet.computeIfAbsent(owner.getName(), this::ownerOfReplicaSet)
                : owner.getKind() + " " + owner.getName();
        Set<String> those = ready.computeIfAbsent(workload, w -> new HashSet<>());
        boolean serves = !gone && pod.getMetadata().getDeletionTimestamp() == null && AppPods.isReady(pod);
        boolean changed = serves
                ? those.add(pod.getMetadata().getUid())
                : those.remove(pod.getMetadata().getUid());
        samples++;
        Integer floor = floors.get(workload);
        if (changed && !serves && floor != null) {
            lowest.merge(workload, those.size(), Math::min);
            if (those.size() < floor) {
                violations.add(workload + " had " + those.size() + " pods that serve, fewer than " + floor);
            }
        }
    }

    /** The two watches are not in step: a pod may be seen before its ReplicaSet. */
    private String ownerOfReplicaSet(String name) {
        OwnerReference owner = controller(client.apps()
                .replicaSets()
                .inNamespace(namespace)
                .withName(name)
                .get());
        return owner == null ? "ReplicaSet " + name : owner.getKind() + " " + owner.getName();
    }

    private synchronized void endpoints(Endpoints endpoints, boolean gone) {
        String service = endpoints.getMetadata().getName();
        boolean some = !gone
                && endpoints.getSubsets().stream()
                        .anyMatch(s -> !s.getAddresses().isEmpty());
        samples++;
        if (some) {
            served.add(service);
        } else if (served.contains(service)) {
            violations.add("Service " + service + " was left without endpoints");
        }
    }

    /** The fewest pods that served at a time while there was any change; all of them when there was none. */
    synchronized int lowest(String workload) {
        return lowest.getOrDefault(workload, floors.get(workload) + 1);
    }

    synchronized long samples() {
        return samples;
    }

    synchronized int services() {
        return served.size();
    }

    /** The workloads that have lost pods meanwhile. */
    synchronized Set<String> changed() {
        return Set.copyOf(lowest.keySet());
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    synchronized void assertWell() {
        assertEquals(List.of(), violations);
    }

    @Override
    public synchronized String toString() {
        return samples + " samples, lowest " + lowest + ", violations " + violations;
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
        client.close();
    }
}
