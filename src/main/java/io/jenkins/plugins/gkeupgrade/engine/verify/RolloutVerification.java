package io.jenkins.plugins.gkeupgrade.engine.verify;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import io.jenkins.plugins.gkeupgrade.engine.workload.Budgets;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import io.jenkins.plugins.gkeupgrade.engine.workload.Rollout;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Watches the selected workloads until all of them have arrived on the new pool, or one of them will not. */
final class RolloutVerification implements Stage<VerifyState> {
    private static final Duration POLL = Duration.ofSeconds(10);

    private final VerifyRequest request;
    private volatile Look last;

    /** What the last look saw, for an end without another look. */
    private record Look(List<Finding> findings, Duration took) {}

    RolloutVerification(VerifyRequest request) {
        this.request = request;
    }

    @Override
    public VerifyState begin(Instant now) {
        return new VerifyState(now, null, "");
    }

    @Override
    public Duration timeout() {
        return request.timeout();
    }

    @Override
    public Tick<VerifyState> advance(VerifyState state, World world) {
        if (state.pools() == null) {
            NewPools pools = NewPools.find(world.controlPlane().cluster(), request.taintKey(), request.version());
            world.progress()
                    .say("Verifying " + request.selection() + " on node pool " + String.join(", ", pools.names())
                            + " at " + pools.optIn().version() + ".");
            return new Tick.Again<>(new VerifyState(state.started(), pools, ""), Duration.ZERO, "");
        }
        List<Finding> findings = findings(state, world);
        last = new Look(findings, Duration.between(state.started(), world.now()));
        Decision<Void> decision = decide(state, findings, world.now());
        if (decision instanceof Decision.Wait<Void> wait) {
            return new Tick.Again<>(state.withTrouble(trouble(findings)), wait.delay(), wait.reason());
        }
        return new Tick.Finished<>(((Decision.Done<Void>) decision).outcome());
    }

    private List<Finding> findings(VerifyState state, World world) {
        Fleet fleet = Fleet.look(world.workloads(), request.selection());
        request.selection().requireFound(fleet.selected());
        Budgets budgets = new Budgets(world.workloads()
                .view(
                        Set.of(ResourceKind.POD_DISRUPTION_BUDGETS),
                        request.selection().watchedNamespace())
                .list(ResourceKind.POD_DISRUPTION_BUDGETS));
        NewPools pools = state.pools();
        Rollout rollout = new Rollout(fleet, pools.edit(), pools.mayGrow(fleet, world.now()), world.now());
        Inspector inspector =
                new Inspector(fleet, pools, rollout, budgets, world.workloads().json());
        return fleet.selected().stream().map(inspector::inspect).toList();
    }

    Decision<Void> decide(VerifyState state, List<Finding> findings, Instant now) {
        List<Finding> failed = findings.stream().filter(Finding::failed).toList();
        List<Finding> open = findings.stream()
                .filter(f -> f.state() == Finding.State.PENDING || f.state() == Finding.State.TROUBLED)
                .toList();
        Duration took = Duration.between(state.started(), now);
        int passed = of(findings, Finding.State.PASSED).size();
        if (!failed.isEmpty()) {
            String summary = failed.size() + " of " + Sentences.count(findings.size(), "workload") + " failed"
                    + Sentences.each(failed) + leaveOut(failed);
            return new Decision.Done<>(new Outcome(Verdict.FAILED, summary, details(findings, state, took)));
        }
        if (open.isEmpty()) {
            String summary = passed + " of " + findings.size() + " workloads are on the new pool at "
                    + state.pools().optIn().version() + " and available"
                    + (passed < findings.size()
                            ? "; not applicable" + Sentences.each(of(findings, Finding.State.NOT_APPLICABLE))
                            : ".");
            return new Decision.Done<>(new Outcome(Verdict.PASSED, summary, details(findings, state, took)));
        }
        Finding worst =
                of(findings, Finding.State.TROUBLED).stream().findFirst().orElse(open.get(0));
        return new Decision.Wait<>(
                "waiting for " + open.size() + " of " + findings.size() + " workloads; " + worst, POLL);
    }

    /** What to do about workloads that were held back, as by what stands in the way of an upgrade without downtime. */
    private static String leaveOut(List<Finding> failed) {
        if (of(failed, Finding.State.NOT_OPTED_IN).isEmpty()) {
            return "";
        }
        return (failed.size() == 1 ? " " : "\n")
                + "optInWorkloads moves what has not opted in, or says what holds it back; to check the others alone, leave"
                + " it out by names or selector.";
    }

    private static List<Finding> of(List<Finding> findings, Finding.State state) {
        return findings.stream().filter(f -> f.state() == state).toList();
    }

    private static String join(List<Finding> findings) {
        return String.join("; ", findings.stream().map(Finding::toString).toList());
    }

    private static String trouble(List<Finding> findings) {
        return join(of(findings, Finding.State.TROUBLED));
    }

    private static Map<String, Object> details(List<Finding> findings, VerifyState state, Duration took) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(
                "version", state.pools() == null ? "" : state.pools().optIn().value());
        details.put("pools", poolNames(state));
        details.put("passed", (long) of(findings, Finding.State.PASSED).size());
        details.put("failed", findings.stream().filter(Finding::failed).count());
        details.put("total", (long) findings.size());
        details.put(WorkloadRow.ROWS, findings.stream().map(Finding::details).toList());
        details.put("durationSeconds", took.toSeconds());
        return details;
    }

    /** What scripts read is there: as the last look saw it, and empty when there was none. */
    private Map<String, Object> soFar(VerifyState state, String reason) {
        Look look = last;
        Map<String, Object> details =
                look == null ? details(List.of(), state, Duration.ZERO) : details(look.findings(), state, look.took());
        details.put("reason", reason);
        return details;
    }

    @Override
    public Map<String, Object> detailsSoFar(VerifyState state) {
        Map<String, Object> details = soFar(state, "");
        // What is only known at the end; and what says something else at each look would be saved at each.
        details.keySet().removeAll(List.of("reason", "durationSeconds"));
        return details;
    }

    private static List<String> poolNames(VerifyState state) {
        return state.pools() == null
                ? List.of()
                : state.pools().names().stream().sorted().toList();
    }

    /** Out of time with a known obstacle is a failure; out of time with everything merely slow is not a measurement. */
    @Override
    public Outcome onTimeout(VerifyState state, String waitingFor) {
        String said = "After " + DurationText.of(timeout()) + " still " + waitingFor + ".";
        return new Outcome(
                state.trouble().isEmpty() ? Verdict.INCONCLUSIVE : Verdict.FAILED, said, soFar(state, waitingFor));
    }

    @Override
    public Outcome onBlind(VerifyState state, String reason) {
        return new Outcome(
                Verdict.INCONCLUSIVE, "Could not tell: " + reason + " run the step again.", soFar(state, reason));
    }

    @Override
    public String whenStopped(VerifyState state) {
        return "verification changes nothing; run the step again.";
    }
}
