package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.gate.Gate;
import io.jenkins.plugins.gkeupgrade.engine.gate.GateCount;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a wave that is well stand for a while, and then measures one gate after the other. A gate that fails makes the
 * wave fail; one that cannot be measured ends the opt-in without judging the wave.
 */
record WaveGates(OptInRequest request) {
    /** Key of what the gates came to, in an outcome's details: each with wave, gate, verdict and reason. */
    static final String DETAILS = "gates";

    private static final Duration POLL = Duration.ofSeconds(1);

    /** While nothing is to be done, availability is read on, so that what is saved of it does not get too old. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** @throws Failed when a gate may not ask what it wants to know */
    void requireAskable(World world) {
        request.safeguards().gates().forEach(gate -> world.probes().check(gate.question()));
    }

    /**
     * What to do before the wave counts as done.
     *
     * @return empty when it is
     * @throws Failed when a gate failed and nothing is to be rolled back
     */
    Optional<Tick<OptInState>> check(OptInState state, World world) {
        WaveChecks checks = state.checks();
        Safeguards safeguards = request.safeguards();
        boolean nothingToCheck =
                safeguards.soak().isZero() && safeguards.gates().isEmpty();
        if (nothingToCheck || state.wave().isEmpty() || checks.passed()) {
            return Optional.empty();
        }
        Instant now = world.now();
        if (checks.healthySince() == null) {
            return again(state.with(checks.healthy(now)), Duration.ZERO, "");
        }
        Duration stood = checks.stood(now);
        if (stood.compareTo(safeguards.soak()) < 0) {
            return again(
                    state,
                    safeguards.soak().minus(stood),
                    "wave " + state.waves() + " is well; letting it stand for " + DurationText.of(safeguards.soak()));
        }
        if (checks.gate() == safeguards.gates().size()) {
            return again(state.with(checks.pass()), Duration.ZERO, "");
        }
        return measure(state, safeguards.gates().get(checks.gate()), world);
    }

    private Optional<Tick<OptInState>> measure(OptInState state, Gate gate, World world) {
        GateCount count = state.checks().count();
        if (world.now().isBefore(count.due())) {
            return again(state, Duration.between(world.now(), count.due()), waiting(state, gate, count));
        }
        Optional<Probes.Answer> answer = world.probes().ask(gate.question());
        if (answer.isEmpty()) {
            return again(state, POLL, waiting(state, gate, count));
        }
        Gate.Reading reading = gate.read(answer.get(), world.workloads().json());
        GateCount counted = count.with(reading, gate.limits(), world.now());
        if (reading.result() != Gate.Result.GOOD) {
            world.progress().say("wave " + state.waves() + ": " + gate + ": " + reading.text());
        }
        Optional<Verdict> verdict = counted.verdict(gate.limits());
        if (verdict.isEmpty()) {
            return again(
                    state.with(state.checks().counting(counted)),
                    gate.limits().interval(),
                    waiting(state, gate, counted));
        }
        return decided(state, gate, counted, verdict.get(), world);
    }

    private Optional<Tick<OptInState>> decided(
            OptInState state, Gate gate, GateCount count, Verdict verdict, World world) {
        String told = count.told(gate.limits());
        OptInState next = state.with(state.checks()
                .decided(new WaveChecks.GateResult(state.waves(), gate.toString(), verdict.name(), told)));
        return switch (verdict) {
            case PASSED -> {
                world.progress().say("wave " + state.waves() + ": " + gate + " passed (" + told + ")");
                yield again(next, Duration.ZERO, "");
            }
            case FAILED -> Optional.of(failed(next, gate + ": " + told, world));
            case INCONCLUSIVE -> Optional.of(new Tick.Finished<>(inconclusive(next, gate + ": " + told)));
        };
    }

    private Tick<OptInState> failed(OptInState state, String why, World world) {
        if (request.onFailure() == OptInRequest.OnFailure.STOP) {
            throw new Failed("Wave " + state.waves() + " failed its gate: " + why
                    + ". Nothing was rolled back (onFailure: 'stop'); run rollbackTolerations to go back.");
        }
        world.progress().warn("wave " + state.waves() + " failed its gate: " + why + "; rolling the wave back");
        return new Tick.Again<>(state.takingBack(state.wave(), Map.of(), why), Duration.ZERO, "");
    }

    private static Outcome inconclusive(OptInState state, String why) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("version", state.pools().optIn().value());
        details.put("moved", state.moved().stream().map(Object::toString).toList());
        details.put("waves", (long) state.waves());
        details.put("reason", why);
        details.put(DETAILS, details(state));
        return new Outcome(
                Verdict.INCONCLUSIVE,
                "Nobody can say whether wave " + state.waves() + " is well: " + why + ". It stays where it is, "
                        + Sentences.count(state.moved().size(), "workload")
                        + " opted in so far, and no further wave begins; run the step again to go on, or"
                        + " rollbackTolerations to go back.",
                details);
    }

    private static Optional<Tick<OptInState>> again(OptInState state, Duration delay, String waitingFor) {
        return Optional.of(new Tick.Again<>(state, delay.compareTo(LONGEST) < 0 ? delay : LONGEST, waitingFor));
    }

    private static String waiting(OptInState state, Gate gate, GateCount count) {
        return "gate of wave " + state.waves() + ": " + gate + ": " + count.told(gate.limits());
    }

    /** What the gates came to, for the report. */
    static List<Map<String, Object>> details(OptInState state) {
        return state.checks().results().stream()
                .map(result -> Map.<String, Object>of(
                        "wave",
                        (long) result.wave(),
                        "gate",
                        result.gate(),
                        "verdict",
                        result.verdict(),
                        "reason",
                        result.told()))
                .toList();
    }
}
