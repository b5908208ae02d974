package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInObservation.Item;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.JudgedFinding;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an opt-in tells at its end. */
final class OptInReport {
    private OptInReport() {}

    /** @param filed whether the owners of workloads get the change as a file, which is what was asked for */
    static Outcome done(OptInState state, OptInObservation seen, boolean filed, Instant now) {
        Duration took = Duration.between(state.started(), now);
        List<Item> unmovable = of(seen, MovePlan.State.UNMOVABLE);
        int already = of(seen, MovePlan.State.OPTED_IN).size() - state.moved().size();
        List<Finding> atRisk = state.aroundIt().atRisk();
        String summary = opted(state, seen, already, took) + notMoved(unmovable) + "." + clusterAtRisk(atRisk);
        Map<String, Object> details = details(state, seen);
        details.put("moved", state.moved().stream().map(Object::toString).toList());
        details.put("waves", (long) state.waves());
        details.put("durationSeconds", took.toSeconds());
        details.put("dryRun", false);
        boolean all = seen.items().stream().noneMatch(Item::heldBack) && atRisk.isEmpty() && (filed || !inVain(seen));
        return new Outcome(all ? Verdict.PASSED : Verdict.INCONCLUSIVE, summary, details);
    }

    private static String opted(OptInState state, OptInObservation seen, int already, Duration took) {
        int moved = state.moved().size();
        if (moved == 0 && already > 0 && seen.items().stream().noneMatch(Item::heldBack)) {
            return "Nothing to do: " + Sentences.count(already, "workload") + " had opted in to "
                    + state.pools().optIn() + " before";
        }
        String opted = moved == 0
                ? "No workload opted in to " + state.pools().optIn()
                : Sentences.count(moved, "workload") + " opted in to "
                        + state.pools().optIn() + " in " + Sentences.count(state.waves(), "wave") + " and "
                        + DurationText.of(took);
        return opted + (already > 0 ? ", " + already + " had before" : "");
    }

    /** Whether nothing has opted in although something should have: Jobs end where they run, and bare pods are nobody's. */
    private static boolean inVain(OptInObservation seen) {
        return seen.items().stream().noneMatch(Item::optedIn)
                && of(seen, MovePlan.State.UNMOVABLE).stream()
                        .anyMatch(i ->
                                i.ref().kind() != WorkloadKind.JOB && i.ref().kind() != WorkloadKind.POD);
    }

    private static String clusterAtRisk(List<Finding> findings) {
        return findings.isEmpty()
                ? ""
                : " The cluster is AT RISK: "
                        + findings.stream().map(Finding::toString).collect(Collectors.joining(". ")) + ".";
    }

    /** The end when findings keep every workload where it is. */
    static Decision<OptInChange> allHeldBack(OptInObservation seen) {
        List<Item> held = seen.items().stream().filter(Item::heldBack).toList();
        // What is wrong with the cluster is said once, however many workloads it keeps.
        Stream<String> ofCluster = held.stream()
                .flatMap(i -> i.held().stream())
                .map(Finding::toString)
                .distinct();
        Stream<String> ofWorkloads = held.stream()
                .filter(i -> i.held().isEmpty())
                .map(i -> i.workload() + " is " + i.plan().reason());
        return new Decision.Refuse<>(
                "No workload was moved: "
                        + Stream.concat(ofCluster, ofWorkloads).collect(Collectors.joining(". ")) + ".",
                "Mend that, or accept it: accept: ["
                        + held.stream()
                                .flatMap(i -> i.holding().stream())
                                .map(f -> "'" + f.id().id() + "'")
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + "] (docs/readiness.md).");
    }

    static Outcome dryRun(OptInState state, OptInObservation seen) {
        List<Item> movable = of(seen, MovePlan.State.MOVABLE);
        String would = String.join(
                "",
                movable.stream()
                        .map(i -> "\n  would opt in " + i.workload() + " ("
                                + i.plan().reason() + ")")
                        .toList());
        String summary = "Dry run: " + Sentences.count(movable.size(), "workload") + " would opt in to "
                + state.pools().optIn() + ", "
                + of(seen, MovePlan.State.OPTED_IN).size() + " have already"
                + notMoved(of(seen, MovePlan.State.UNMOVABLE)) + "; nothing was changed."
                + clusterAtRisk(state.aroundIt().atRisk()) + would;
        Map<String, Object> details = details(state, seen);
        details.put("moved", List.of());
        details.put("wouldMove", movable.stream().map(i -> i.ref().toString()).toList());
        details.put("waves", 0L);
        details.put("durationSeconds", 0L);
        details.put("dryRun", true);
        return new Outcome(Verdict.PASSED, summary, details);
    }

    private static Map<String, Object> details(OptInState state, OptInObservation seen) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("version", state.pools().optIn().value());
        details.put("taint", state.pools().optIn().toString());
        details.put("pools", state.pools().names().stream().sorted().toList());
        details.put(
                "optedIn",
                of(seen, MovePlan.State.OPTED_IN).stream()
                        .map(i -> i.ref().toString())
                        .toList());
        details.put(
                "notMovable",
                of(seen, MovePlan.State.UNMOVABLE).stream()
                        .map(i -> Map.of(
                                "workload",
                                i.ref().toString(),
                                "reason",
                                i.plan().reason()))
                        .toList());
        details.put(
                "heldBack",
                seen.items().stream()
                        .filter(Item::heldBack)
                        .map(i -> i.ref().toString())
                        .toList());
        details.put(
                "accepted",
                Stream.concat(
                                state.aroundIt().accepted().stream(),
                                seen.items().stream()
                                        .flatMap(i -> i.readiness().stream())
                                        .flatMap(r -> r.findings().stream())
                                        .filter(f -> f.accepted() && f.finding().serious()))
                        .map(JudgedFinding::details)
                        .toList());
        details.put(ClusterFindings.DETAILS, state.aroundIt().details());
        return details;
    }

    private static List<Item> of(OptInObservation seen, MovePlan.State state) {
        return seen.items().stream().filter(i -> i.plan().state() == state).toList();
    }

    private static String notMoved(List<Item> unmovable) {
        List<Item> byCluster =
                unmovable.stream().filter(i -> i.held().isPresent()).toList();
        List<Item> held = unmovable.stream()
                .filter(i -> i.heldBack() && i.held().isEmpty())
                .toList();
        List<Item> others = unmovable.stream().filter(i -> !i.heldBack()).toList();
        return heldByCluster(byCluster)
                + listed(held, "not moved because of findings (mend or accept them)")
                + listed(others, "cannot move");
    }

    private static String heldByCluster(List<Item> items) {
        return items.isEmpty()
                ? ""
                : "; " + items.size() + " not moved because of the cluster (mend or accept that): "
                        + items.stream()
                                .map(i -> i.held().orElseThrow().toString())
                                .distinct()
                                .collect(Collectors.joining("; "));
    }

    private static String listed(List<Item> items, String what) {
        return items.isEmpty()
                ? ""
                : "; " + items.size() + " " + what + ": "
                        + items.stream()
                                .map(i -> i.workload() + ": " + i.plan().reason())
                                .collect(Collectors.joining("; "));
    }
}
