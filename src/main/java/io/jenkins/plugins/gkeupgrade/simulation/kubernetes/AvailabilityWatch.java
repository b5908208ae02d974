package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.LabelSelector;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Key;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Watches from outside what people would notice: at every change, how many pods of each workload serve, and how many
 * addresses each Service has. It counts pods itself and believes no status.
 */
public final class AvailabilityWatch implements StoreListener {
    /**
     * Something fell below what it may fall to.
     *
     * @param what the workload or Service
     * @param seen how many served
     * @param allowed how many had to
     */
    public record Violation(Instant time, String what, int seen, int allowed) {}

    /**
     * The worst of one Service.
     *
     * @param lowest fewest ready addresses since it first had one
     */
    public record ServiceLow(String namespace, String name, int lowest) {}

    private final ApiServer server;
    private final Map<WorkloadRef, WorkloadWatch> workloads = new TreeMap<>();
    private final Map<String, ServiceLow> services = new TreeMap<>();
    private final Map<String, WorkloadRef> byPod = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private AvailabilityWatch(ApiServer server) {
        this.server = server;
    }

    /** Starts to watch a cluster as it is now. */
    public static AvailabilityWatch over(SimulatedKubernetes kubernetes) {
        AvailabilityWatch watch = new AvailabilityWatch(kubernetes.server());
        watch.start();
        return watch;
    }

    private void start() {
        for (Resource resource :
                List.of(Resources.DEPLOYMENTS, Resources.STATEFUL_SETS, Resources.PODS, Resources.ENDPOINTS)) {
            server.store().list(resource, "").forEach(object -> changed(resource, null, object));
        }
        server.store().addListener(this);
    }

    @Override
    public void changed(Resource resource, Manifest before, Manifest now) {
        if (resource.equals(Resources.PODS)) {
            podChanged(now == null ? before : now, now == null);
        } else if (resource.equals(Resources.ENDPOINTS)) {
            endpointsChanged(before, now);
        } else if (resource.equals(Resources.DEPLOYMENTS) || resource.equals(Resources.STATEFUL_SETS)) {
            WorkloadRef workload = ref(now == null ? before : now);
            if (now == null) {
                workloads.remove(workload);
            } else {
                workloads.computeIfAbsent(workload, WorkloadWatch::new).meant(now);
            }
        }
    }

    private static WorkloadRef ref(Manifest workload) {
        return new WorkloadRef(WorkloadKind.parse(workload.kind()), workload.namespace(), workload.name());
    }

    private void podChanged(Manifest pod, boolean gone) {
        WorkloadRef owner = byPod.computeIfAbsent(pod.uid(), any -> ownerOf(pod));
        WorkloadWatch watch = owner == null ? null : workloads.get(owner);
        if (gone) {
            byPod.remove(pod.uid());
        }
        if (watch == null) {
            return;
        }
        boolean serves = !gone && Pods.isActive(pod) && Pods.isReady(pod);
        if (watch.pod(pod.uid(), serves)) {
            violations.add(new Violation(server.timeline().now(), owner.toString(), watch.serving(), watch.allowed()));
        }
    }

    private WorkloadRef ownerOf(Manifest pod) {
        Map<String, Object> owner = Pods.controllerOf(pod);
        if ("StatefulSet".equals(owner.get("kind"))) {
            return new WorkloadRef(WorkloadKind.STATEFUL_SET, pod.namespace(), Trees.text(owner, "name"));
        }
        if (!"ReplicaSet".equals(owner.get("kind"))) {
            return null;
        }
        Manifest set = server.store().get(Resources.REPLICA_SETS, pod.namespace(), Trees.text(owner, "name"));
        Map<String, Object> deployment = set == null ? Map.of() : Pods.controllerOf(set);
        return deployment.isEmpty()
                ? null
                : new WorkloadRef(WorkloadKind.DEPLOYMENT, pod.namespace(), Trees.text(deployment, "name"));
    }

    private void endpointsChanged(Manifest before, Manifest now) {
        if (now == null) {
            services.remove(before.namespace() + "/" + before.name());
            return;
        }
        int ready = 0;
        for (Map<String, Object> subset : Trees.maps(now.tree(), "subsets")) {
            ready += Trees.list(subset, "addresses").size();
        }
        String key = now.namespace() + "/" + now.name();
        ServiceLow known = services.get(key);
        if (known == null && ready == 0) {
            return;
        }
        services.put(
                key,
                new ServiceLow(now.namespace(), now.name(), known == null ? ready : Math.min(known.lowest(), ready)));
        if (ready == 0 && needed(Key.of(now)) > 0) {
            violations.add(new Violation(server.timeline().now(), "Service " + key, 0, 1));
        }
    }

    /** How many pods the workloads behind a Service owe it: none when all of them may be away. */
    private int needed(Key service) {
        Manifest object = server.store().get(Resources.SERVICES, service.namespace(), service.name());
        if (object == null) {
            return 0;
        }
        LabelSelector selector = LabelSelector.ofMap(object.map("spec", "selector"));
        return workloads.entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(service.namespace()))
                .filter(entry -> selector.matches(entry.getValue().labels()))
                .mapToInt(entry -> entry.getValue().allowed())
                .sum();
    }

    /** Forgets the past: lows are counted from what is now. */
    public void reset() {
        violations.clear();
        services.clear();
        server.store()
                .list(Resources.ENDPOINTS, "")
                .forEach(endpoints -> changed(Resources.ENDPOINTS, null, endpoints));
        workloads.values().forEach(WorkloadWatch::reset);
    }

    /** Everything that fell below what it may fall to, in order of time. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** The lows of all Deployments and StatefulSets, in order of namespace and name. */
    public List<WorkloadWatch.Low> workloads() {
        return workloads.values().stream().map(WorkloadWatch::low).toList();
    }

    /** The lows of all Services that have had a ready address, in order of namespace and name. */
    public Collection<ServiceLow> services() {
        return List.copyOf(services.values());
    }
}
