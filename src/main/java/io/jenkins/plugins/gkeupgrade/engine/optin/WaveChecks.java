package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.gate.GateCount;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the checks of the wave are that is under way, and what those of all waves came to.
 *
 * @param healthySince since when the wave has been seen well; null while it is not
 * @param stood how long it had been well before that
 * @param gate index of the gate that is being measured
 * @param count its measurements
 * @param passed whether the wave has passed them all
 * @param results of gates that were decided, for the report
 */
record WaveChecks(
        Instant healthySince, Duration stood, int gate, GateCount count, boolean passed, List<GateResult> results)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static final WaveChecks NONE = new WaveChecks(null, Duration.ZERO, 0, GateCount.NONE, false, List.of());

    /** @param told what decided it, with figures */
    record GateResult(int wave, String gate, String verdict, String told) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    WaveChecks {
        results = List.copyOf(results);
        // Saved before it was counted.
        stood = stood == null ? Duration.ZERO : stood;
    }

    WaveChecks ofNextWave() {
        return new WaveChecks(null, Duration.ZERO, 0, GateCount.NONE, false, results);
    }

    WaveChecks healthy(Instant now) {
        return new WaveChecks(now, stood, gate, count, passed, results);
    }

    /** The wave is not well just now; what it has stood so far counts. */
    WaveChecks unwell(Instant now) {
        return healthySince == null ? this : new WaveChecks(null, stood(now), gate, count, passed, results);
    }

    /** How long the wave has been well in all. */
    Duration stood(Instant now) {
        return healthySince == null ? stood : stood.plus(Duration.between(healthySince, now));
    }

    WaveChecks counting(GateCount newer) {
        return new WaveChecks(healthySince, stood, gate, newer, passed, results);
    }

    WaveChecks decided(GateResult result) {
        List<GateResult> all = new ArrayList<>(results);
        all.add(result);
        return new WaveChecks(healthySince, stood, gate + 1, GateCount.NONE, passed, all);
    }

    WaveChecks pass() {
        return new WaveChecks(healthySince, stood, gate, count, true, results);
    }
}
