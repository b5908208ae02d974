package io.jenkins.plugins.gkeupgrade.engine.gate;

import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the measurements of one gate are.
 *
 * @param successes good ones in a row
 * @param failures bad ones in all
 * @param inconclusive ones in all
 * @param due when to measure next
 * @param last what the last one said; empty before it
 */
public record GateCount(int successes, int failures, int inconclusive, Instant due, String last)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final GateCount NONE = new GateCount(0, 0, 0, Instant.EPOCH, "");

    public GateCount with(Gate.Reading reading, GateLimits limits, Instant now) {
        Instant next = now.plus(limits.interval());
        return switch (reading.result()) {
            case GOOD -> new GateCount(successes + 1, failures, inconclusive, next, reading.text());
            case BAD -> new GateCount(0, failures + 1, inconclusive, next, reading.text());
            case INCONCLUSIVE -> new GateCount(successes, failures, inconclusive + 1, next, reading.text());
        };
    }

    /** Empty while it is open. */
    public Optional<Verdict> verdict(GateLimits limits) {
        if (failures >= limits.failures()) {
            return Optional.of(Verdict.FAILED);
        }
        if (successes >= limits.successes()) {
            return Optional.of(Verdict.PASSED);
        }
        return inconclusive >= limits.inconclusive() ? Optional.of(Verdict.INCONCLUSIVE) : Optional.empty();
    }

    /** One clause with figures. */
    public String told(GateLimits limits) {
        return successes + " of " + limits.successes() + " good in a row, " + failures + " of " + limits.failures()
                + " bad, " + inconclusive + " of " + limits.inconclusive() + " inconclusive"
                + (last.isEmpty() ? "" : "; last: " + last);
    }
}
