package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import io.jenkins.plugins.gkeupgrade.engine.retire.Tenant.Standing;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInRecord;
import io.jenkins.plugins.gkeupgrade.engine.workload.Placement;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who lives on the pool that retires, and who would have nowhere to live without it. */
final class Residents {
    /** What must be watched to know. */
    static final Set<ResourceKind> KINDS = EnumSet.of(
            ResourceKind.DEPLOYMENTS,
            ResourceKind.STATEFUL_SETS,
            ResourceKind.DAEMON_SETS,
            ResourceKind.REPLICA_SETS,
            ResourceKind.REPLICATION_CONTROLLERS,
            ResourceKind.JOBS,
            ResourceKind.CRON_JOBS,
            ResourceKind.PODS,
            ResourceKind.POD_DISRUPTION_BUDGETS,
            ResourceKind.SERVICES,
            ResourceKind.ENDPOINT_SLICES,
            ResourceKind.NODES);

    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final List<WorkloadKind> OWNERS = List.of(
            WorkloadKind.DEPLOYMENT,
            WorkloadKind.STATEFUL_SET,
            WorkloadKind.REPLICA_SET,
            WorkloadKind.REPLICATION_CONTROLLER,
            WorkloadKind.JOB,
            WorkloadKind.CRON_JOB);

    private final ClusterView view;
    private final Homes homes;
    private final Backends backends;
    private final Map<String, Workload> byUid = new HashMap<>();
    private final Map<String, Workload> daemonSets = new HashMap<>();
    private final Map<String, List<Pod>> podsByController = new HashMap<>();

    Residents(ClusterView view, Homes homes) {
        this.view = view;
        this.homes = homes;
        OWNERS.forEach(kind ->
                view.list(kind.resource()).forEach(object -> byUid.put(object.uid(), Workload.of(kind, object))));
        view.list(ResourceKind.DAEMON_SETS)
                .forEach(object -> daemonSets.put(object.uid(), Workload.of(WorkloadKind.DAEMON_SET, object)));
        view.list(ResourceKind.PODS)
                .forEach(pod -> podsByController
                        .computeIfAbsent(pod.controllerUid(), uid -> new ArrayList<>())
                        .add(new Pod(pod)));
        this.backends =
                Backends.in(view, pods().filter(Pod::terminating).map(Pod::uid).collect(Collectors.toSet()));
    }

    private Stream<Pod> pods() {
        return podsByController.values().stream().flatMap(Collection::stream);
    }

    /** The pods on these nodes that matter, by name. */
    List<Tenant> tenants(Set<String> nodes) {
        return pods().filter(pod -> nodes.contains(pod.node()) && !goesWithItsNode(pod))
                .map(this::tenant)
                .sorted(Comparator.comparing(Tenant::name))
                .toList();
    }

    /** Services that would be left with nobody when these nodes go, because only pods that go with them serve there. */
    List<String> servedOnlyOn(Set<String> nodes) {
        return backends.servedOnlyBy(pods().filter(pod -> nodes.contains(pod.node()) && goesWithItsNode(pod))
                .map(Pod::uid)
                .collect(Collectors.toSet()));
    }

    /** Where the pods of these workloads are; none for those that are not there any more. */
    Map<Owner, Stay> stays(Set<Owner> wanted, Stays stays) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<Owner, List<Pod>> pods = new HashMap<>();
        Map<Owner, Workload> known = new HashMap<>();
        pods().forEach(pod -> {
            Optional<Workload> top = top(pod);
            Owner owner = owner(pod, top);
            if (wanted.contains(owner)) {
                pods.computeIfAbsent(owner, o -> new ArrayList<>()).add(pod);
                top.ifPresent(workload -> known.put(owner, workload));
            }
        });
        Map<Owner, Stay> all = new HashMap<>();
        pods.forEach((owner, theirs) -> all.put(
                owner,
                stays.of(
                        theirs,
                        known.containsKey(owner)
                                ? OptionalInt.of(known.get(owner).replicas())
                                : OptionalInt.empty())));
        return all;
    }

    private Optional<Workload> top(Pod pod) {
        return Optional.ofNullable(byUid.get(pod.manifest().controllerUid())).map(this::top);
    }

    private static Owner owner(Pod pod, Optional<Workload> top) {
        return top.map(Owner::of).orElseGet(() -> named(pod.manifest()));
    }

    private boolean goesWithItsNode(Pod pod) {
        String controller = controllerKind(pod.manifest());
        return pod.finished()
                || pod.manifest().annotations().containsKey(MIRROR)
                || controller.equals("DaemonSet") && !onlyHere(pod)
                || controller.equals("Node");
    }

    /** Whether it is of a DaemonSet of a team that no other pool takes: such a one would be nowhere without the pool. */
    private boolean onlyHere(Pod pod) {
        return Optional.ofNullable(daemonSets.get(pod.manifest().controllerUid()))
                .filter(set -> !Selection.isSystem(pod.namespace()))
                .map(Workload::placement)
                .filter(placement -> homes.onOld(placement) && !homes.elsewhere(placement))
                .isPresent();
    }

    private static String controllerKind(Manifest pod) {
        return controller(pod).map(owner -> owner.text("kind")).orElse("");
    }

    private static Optional<Manifest> controller(Manifest pod) {
        return pod.items("metadata", "ownerReferences").stream()
                .filter(owner -> owner.flag("controller"))
                .findFirst();
    }

    private Tenant tenant(Pod pod) {
        Manifest object = pod.manifest();
        Optional<Workload> direct = Optional.ofNullable(byUid.get(object.controllerUid()));
        Optional<Workload> top = direct.map(this::top);
        Owner owner = owner(pod, top);
        Standing standing = standing(pod, direct, top);
        return new Tenant(
                pod, owner, standing, standing == Standing.EVICTABLE ? waitFor(pod, direct) : Optional.empty());
    }

    private Workload top(Workload workload) {
        Workload above = byUid.get(workload.manifest().controllerUid());
        return above == null ? workload : top(above);
    }

    /** The controller of a kind that we do not know, or the pod itself. */
    private static Owner named(Manifest pod) {
        return controller(pod)
                .map(c -> new Owner(c.text("kind"), pod.namespace(), c.text("name"), team(pod)))
                .orElseGet(() -> new Owner("Pod", pod.namespace(), pod.name(), team(pod)));
    }

    private static String team(Manifest pod) {
        return Workload.of(WorkloadKind.POD, pod).team();
    }

    private Standing standing(Pod pod, Optional<Workload> direct, Optional<Workload> top) {
        if (pod.terminating()) {
            return Standing.LEAVING;
        }
        if (pod.manifest().controllerUid().isEmpty()) {
            return Standing.BARE;
        }
        boolean known = OWNERS.stream().anyMatch(k -> k.kubernetes().equals(controllerKind(pod.manifest())));
        if (direct.isEmpty() && known) {
            return Standing.ENDING; // its controller was deleted, and it will be after it
        }
        Placement wanted = top.map(Workload::placement)
                .orElseGet(() -> Placement.of(pod.manifest().map("spec")));
        boolean job = direct.filter(w -> w.kind() == WorkloadKind.JOB).isPresent();
        boolean moved = top.isPresent() && !homes.onOld(wanted);
        if (moved) {
            return job ? Standing.ENDING : Standing.MOVED;
        }
        if (!Selection.isSystem(pod.namespace())) {
            return Standing.STAYS;
        }
        if (!homes.elsewhere(wanted)) {
            return Standing.HOMELESS;
        }
        return job ? Standing.ENDING : Standing.EVICTABLE;
    }

    /** One pod of a workload at a time, and none that a Service cannot do without. */
    private Optional<String> waitFor(Pod pod, Optional<Workload> controller) {
        if (!pod.ready()) {
            return Optional.empty();
        }
        int wanted = controller.map(Workload::replicas).orElse(1);
        long others = podsByController.getOrDefault(pod.manifest().controllerUid(), List.of()).stream()
                .filter(p -> !p.uid().equals(pod.uid()) && p.ready() && !p.terminating())
                .count();
        if (others < wanted - 1) {
            return Optional.of("only " + others + " of its workload's other " + (wanted - 1) + " pods are ready");
        }
        return backends.needing(pod, wanted <= 1);
    }

    /** Workloads that the pool takes and no other pool would. Those with pods on it are among them. */
    List<Stranded> stranded() {
        return byUid.values().stream()
                .filter(w -> w.kind() != WorkloadKind.JOB
                        && w.manifest().controllerUid().isEmpty())
                .filter(w -> homes.onOld(w.placement()) && !homes.elsewhere(w.placement()))
                .map(w -> new Stranded(Owner.of(w), asleep(w)))
                .sorted(Comparator.comparing(s -> s.owner().toString()))
                .toList();
    }

    /** Workloads that carry our record of an opt-in. */
    List<Owner> optedIn() {
        return byUid.values().stream()
                .filter(w -> w.manifest().annotations().containsKey(OptInRecord.ANNOTATION)
                        && w.manifest().controllerUid().isEmpty())
                .map(Owner::of)
                .sorted(Comparator.comparing(Owner::toString))
                .toList();
    }

    private static boolean asleep(Workload workload) {
        return workload.kind() == WorkloadKind.CRON_JOB
                ? workload.manifest().flag("spec", "suspend")
                : workload.replicas() == 0;
    }

    /** How many nodes outside the pool are Ready and take pods; those of another pool that retires will not for long. */
    int elsewhere(String retiring) {
        return (int) view.list(ResourceKind.NODES).stream()
                .filter(n ->
                        !Homes.poolOf(n).equals(retiring) && !n.annotations().containsKey(NodeMark.ANNOTATION))
                .filter(n -> !n.flag("spec", "unschedulable"))
                .filter(n -> n.items("status", "conditions").stream()
                        .anyMatch(c -> c.text("type").equals("Ready")
                                && c.text("status").equals("True")))
                .count();
    }
}
