package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireState.Ending;
import io.jenkins.plugins.gkeupgrade.engine.retire.Tenant.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Why a pool must not go. Asked at every look until it is too late: somebody may roll a workload back meanwhile. */
final class RetireChecks {
    private final RetireRequest request;
    private final NodePool pool;
    private final RetireObservation seen;

    RetireChecks(RetireRequest request, NodePool pool, RetireObservation seen) {
        this.request = request;
        this.pool = pool;
        this.seen = seen;
    }

    Optional<Ending> refusal() {
        List<NodePool> staying = Homes.staying(seen.cluster(), pool.name());
        if (staying.isEmpty()) {
            return no("it is the last node pool of the cluster.", "Make another one first, with createTaintedPool.");
        }
        return newest().or(() -> tooSoonToNormalise(request, seen.cluster(), staying))
                .or(() -> onlyWithoutTaint(staying))
                .or(this::occupied)
                .or(this::homeless)
                .or(this::stranded);
    }

    private Optional<Ending> no(String reason, String whatToDo) {
        return Optional.of(new Ending(true, "Pool " + pool.name() + " cannot be retired: " + reason, whatToDo));
    }

    /** The highest version that an opt-in pool of the cluster was made for. */
    static Optional<GkeVersion> newestOptIn(Cluster cluster, String taintKey) {
        return cluster.pools().stream()
                .map(p -> p.labels().get(taintKey))
                .filter(GkeVersion::isExact)
                .map(GkeVersion::parse)
                .max(Comparator.naturalOrder());
    }

    private Optional<Ending> newest() {
        String label = pool.labels().get(request.taintKey());
        boolean is = GkeVersion.isExact(label)
                && newestOptIn(seen.cluster(), request.taintKey())
                        .filter(GkeVersion.parse(label)::equals)
                        .isPresent();
        return is && !request.allowNewest()
                ? no(
                        "it is the opt-in pool of " + label + ", the newest one, which workloads move to.",
                        "Name the pool that they came from, or set allowNewest if this one is really to go.")
                : Optional.empty();
    }

    /** Without its taint, the new pool is open to everybody: not while old pools, and workloads on them, are left. */
    static Optional<Ending> tooSoonToNormalise(RetireRequest request, Cluster cluster, List<NodePool> staying) {
        Optional<GkeVersion> newest = newestOptIn(cluster, request.taintKey());
        if (!request.normalise() || newest.isEmpty()) {
            return Optional.empty();
        }
        List<String> old = staying.stream()
                .filter(p -> p.version().compareTo(newest.get()) < 0)
                .map(p -> p.name() + " (" + p.version() + ")")
                .toList();
        return old.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ending(
                        true,
                        "normalise would drop the opt-in taint while pool " + String.join(", ", old)
                                + " is still there, and its workloads could get onto the new pool without opting in.",
                        "Retire that pool first, or leave normalise away."));
    }

    /** Whatever is deployed without a toleration, the system's own workloads among it, needs a pool without a taint. */
    private Optional<Ending> onlyWithoutTaint(List<NodePool> staying) {
        boolean free = repelled(pool.taints()).isEmpty();
        if (!free
                || staying.stream()
                        .anyMatch(p -> repelled(Homes.taintsOf(p, request)).isEmpty())) {
            return Optional.empty();
        }
        boolean normaliseHelps = staying.stream()
                .anyMatch(p -> repelled(Homes.without(p, request.taintKey())).isEmpty());
        return no(
                "it is the only pool that takes pods without a toleration, such as kube-dns and other parts of GKE.",
                normaliseHelps
                        ? "Set normalise: true, which drops the opt-in taint of the new pool first, or keep a pool"
                                + " without a taint."
                        : "Keep a pool without a taint.");
    }

    private static List<Taint> repelled(List<Taint> taints) {
        return taints.stream()
                .filter(t -> t.effect() != Taint.Effect.PREFER_NO_SCHEDULE)
                .toList();
    }

    private static String run(List<Tenant> pods) {
        return pods.size() == 1 ? "runs" : "run";
    }

    private Optional<Ending> occupied() {
        List<Tenant> bare = seen.standing(Standing.BARE);
        List<Tenant> stays = seen.standing(Standing.STAYS);
        if (bare.isEmpty() && stays.isEmpty()) {
            return Optional.empty();
        }
        List<String> reasons = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        if (!stays.isEmpty()) {
            reasons.add(Sentences.count(stays.size(), "pod") + " of workloads that have not moved " + run(stays)
                    + " there (" + byTeam(stays.stream().map(Tenant::owner).toList()) + ")");
            remedies.add("Move them with optInWorkloads; a started Job ends where it runs, so wait for it.");
            if (stays.stream().anyMatch(t -> t.owner().kind().equals(WorkloadKind.DAEMON_SET.kubernetes()))) {
                remedies.add("Let DaemonSets that select this pool onto others too.");
            }
        }
        if (!bare.isEmpty()) {
            reasons.add(Sentences.count(bare.size(), "pod") + " that nothing would make again elsewhere " + run(bare)
                    + " there (" + byTeam(bare.stream().map(Tenant::owner).toList()) + ")");
            remedies.add("Delete bare pods, or run them under a Deployment.");
        }
        return no(String.join("; ", reasons) + ".", String.join(" ", remedies));
    }

    private Optional<Ending> homeless() {
        List<Tenant> homeless = seen.standing(Standing.HOMELESS);
        return homeless.isEmpty()
                ? Optional.empty()
                : no(
                        Sentences.count(homeless.size(), "pod") + " of the system would find no other pool to run on ("
                                + byTeam(homeless.stream().map(Tenant::owner).toList()) + ").",
                        "Keep a pool whose taints and labels fit them" + orNormalise() + ".");
    }

    private Optional<Ending> stranded() {
        List<Owner> awake = seen.stranded().stream()
                .filter(s -> !s.asleep())
                .map(Stranded::owner)
                .toList();
        return awake.isEmpty()
                ? Optional.empty()
                : no(
                        Sentences.count(awake.size(), "workload")
                                + " without a pod there now would have no pool to run on (" + byTeam(awake) + ").",
                        "Move them with optInWorkloads" + orNormalise() + ".");
    }

    private String orNormalise() {
        return request.normalise() ? "" : ", or set normalise: true to drop the opt-in taint of the new pool";
    }

    /** {@code team basket: Deployment shop/cart; no team: Job shop/import}, each owner once. */
    static String byTeam(Collection<Owner> owners) {
        Map<String, TreeSet<String>> teams = new TreeMap<>(
                Comparator.comparing((String team) -> team.isEmpty() ? 1 : 0).thenComparing(Comparator.naturalOrder()));
        owners.stream()
                .forEach(o ->
                        teams.computeIfAbsent(o.team(), team -> new TreeSet<>()).add(o.toString()));
        List<String> told = new ArrayList<>();
        teams.forEach((team, names) ->
                told.add((team.isEmpty() ? "no team" : "team " + team) + ": " + Sentences.list(names)));
        return String.join("; ", told);
    }
}
