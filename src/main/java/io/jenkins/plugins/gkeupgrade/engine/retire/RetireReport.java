package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadVerdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import io.jenkins.plugins.gkeupgrade.engine.retire.Tenant.Standing;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a retirement tells at its end. */
final class RetireReport {
    private static final Set<Standing> IN_THE_WAY = EnumSet.of(Standing.STAYS, Standing.BARE, Standing.HOMELESS);

    private RetireReport() {}

    static Outcome done(RetireRequest request, RetireState state, RetireObservation seen, Instant now) {
        Duration took = Duration.between(state.startedAt(), now);
        boolean deleted = state.footprint() != null || state.farewell().respectsBudgets();
        int pods = evicted(state);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("cluster", seen.cluster().ref().resourceName());
        details.put("pool", state.pool().isEmpty() ? request.pool() : state.pool());
        details.put("deleted", deleted);
        details.put("evicted", pods);
        details.put("nodes", nodes(state));
        details.put(WorkloadRow.ROWS, workloads(state));
        details.put("normalised", normalised(request, state, seen));
        details.put("optedIn", seen.optedIn().stream().map(Owner::toString).toList());
        details.put("durationSeconds", took.toSeconds());
        return new Outcome(
                Verdict.PASSED,
                deleted
                        ? "Node pool " + state.pool() + " was emptied (" + Sentences.count(pods, "pod")
                                + " of the system evicted) and deleted in " + DurationText.of(took) + "."
                                + templates(request, seen)
                        : "There is no " + request.wanted() + " in cluster "
                                + seen.cluster().ref().name() + " (it has " + pools(seen) + "): nothing to retire."
                                + templates(request, seen),
                details);
    }

    /** What is known of a retirement that did not come to its end. */
    static Map<String, Object> soFar(RetireState state) {
        return state.pool().isEmpty()
                ? Map.of()
                : Map.of(
                        "pool",
                        state.pool(),
                        "deleted",
                        false,
                        "evicted",
                        evicted(state),
                        "nodes",
                        nodes(state),
                        WorkloadRow.ROWS,
                        workloads(state));
    }

    private static int evicted(RetireState state) {
        return state.evicted().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String templates(RetireRequest request, RetireObservation seen) {
        return !request.normalise() || seen.optedIn().isEmpty()
                ? ""
                : " " + Sentences.count(seen.optedIn().size(), "workload")
                        + " keep their toleration and affinity, which do no harm, until their teams deploy next: to take"
                        + " them away now would restart pods for nothing.";
    }

    private static String pools(RetireObservation seen) {
        return seen.cluster().pools().isEmpty()
                ? "none"
                : Sentences.list(
                        seen.cluster().pools().stream().map(NodePool::name).toList());
    }

    private static List<String> normalised(RetireRequest request, RetireState state, RetireObservation seen) {
        return request.normalise()
                ? Homes.staying(seen.cluster(), state.pool()).stream()
                        .filter(p -> p.labels().containsKey(request.taintKey()))
                        .map(NodePool::name)
                        .toList()
                : List.of();
    }

    private static List<Map<String, Object>> nodes(RetireState state) {
        List<Map<String, Object>> rows = new ArrayList<>();
        new TreeMap<>(state.evicted()).forEach((node, pods) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("node", node);
            row.put("evicted", pods);
            rows.add(row);
        });
        return rows;
    }

    private static List<Map<String, Object>> workloads(RetireState state) {
        return state.workloads().stream().map(EvictedWorkload::row).toList();
    }

    /** The workloads that keep the pool from going, and those that have gone. */
    static Map<String, Object> refused(RetireState state, RetireObservation seen) {
        Map<Owner, Map<String, Object>> rows = new LinkedHashMap<>();
        seen.tenants().stream()
                .filter(t -> IN_THE_WAY.contains(t.standing()))
                .forEach(t -> rows.putIfAbsent(t.owner(), t.owner().row(WorkloadVerdict.FAILED, why(t.standing()))));
        seen.stranded().stream()
                .filter(s -> !s.asleep())
                .forEach(s -> rows.putIfAbsent(
                        s.owner(), s.owner().row(WorkloadVerdict.FAILED, "would have no pool to run on")));
        state.workloads().forEach(gone -> rows.putIfAbsent(gone.owner(), gone.row()));
        return rows.isEmpty() ? Map.of() : Map.of(WorkloadRow.ROWS, List.copyOf(rows.values()));
    }

    private static String why(Standing standing) {
        return switch (standing) {
            case BARE -> "nothing would make it again elsewhere";
            case HOMELESS -> "no other pool takes it";
            default -> "has not moved";
        };
    }
}
