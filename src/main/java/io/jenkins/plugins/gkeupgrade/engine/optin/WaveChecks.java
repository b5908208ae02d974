package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.gate.GateCount;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the checks of the wave are that is under way, and what those of all waves came to.
 *
 * @param healthySince when the wave was first seen well; null before
 * @param gate index of the gate that is being measured
 * @param count its measurements
 * @param passed whether the wave has passed them all
 * @param results of gates that were decided, for the report
 */
record WaveChecks(Instant healthySince, int gate, GateCount count, boolean passed, List<GateResult> results)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static final WaveChecks NONE = new WaveChecks(null, 0, GateCount.NONE, false, List.of());

    /** @param told what decided it, with figures */
    record GateResult(int wave, String gate, String verdict, String told) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    WaveChecks {
        results = List.copyOf(results);
    }

    WaveChecks ofNextWave() {
        return new WaveChecks(null, 0, GateCount.NONE, false, results);
    }

    WaveChecks healthy(Instant now) {
        return new WaveChecks(now, gate, count, passed, results);
    }

    WaveChecks counting(GateCount newer) {
        return new WaveChecks(healthySince, gate, newer, passed, results);
    }

    WaveChecks decided(GateResult result) {
        List<GateResult> all = new ArrayList<>(results);
        all.add(result);
        return new WaveChecks(healthySince, gate + 1, GateCount.NONE, passed, all);
    }

    WaveChecks pass() {
        return new WaveChecks(healthySince, gate, count, true, results);
    }
}
