package io.jenkins.plugins.gkeupgrade.engine.gate;

import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import java.io.Serializable;
import java.time.Duration;

/**
 * How many measurements decide.
 *
 * @param successes good ones in a row that pass the gate
 * @param failures bad ones in all that fail it
 * @param inconclusive measurements in all that could not be made, after which nobody can say
 * @param interval between two measurements
 */
public record GateLimits(int successes, int failures, int inconclusive, Duration interval) implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final int DEFAULT_SUCCESSES = 3;
    public static final int DEFAULT_FAILURES = 3;
    public static final int DEFAULT_INCONCLUSIVE = 5;
    public static final int DEFAULT_INTERVAL_SECONDS = 10;

    private static final int MOST = 1000;
    private static final int LONGEST_INTERVAL = 3600;

    /** @throws io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue naming the parameter */
    public static GateLimits of(int successes, int failureLimit, int inconclusiveLimit, int intervalSeconds) {
        return new GateLimits(
                Parameters.between("successes", successes, 1, MOST),
                Parameters.between("failureLimit", failureLimit, 1, MOST),
                Parameters.between("inconclusiveLimit", inconclusiveLimit, 1, MOST),
                Duration.ofSeconds(Parameters.between("intervalSeconds", intervalSeconds, 1, LONGEST_INTERVAL)));
    }
}
