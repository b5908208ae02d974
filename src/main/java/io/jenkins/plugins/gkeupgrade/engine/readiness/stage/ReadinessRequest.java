package io.jenkins.plugins.gkeupgrade.engine.readiness.stage;

import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Readiness;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.time.Duration;

/**
 * The wish to know what would go wrong.
 *
 * @param version version of the new pool, exact or an alias
 * @param taintKey key of the opt-in taint
 * @param selection which workloads
 * @param policy what is accepted
 * @param failOn from what on the step fails
 * @param timeout for the whole stage
 */
public record ReadinessRequest(
        VersionRequest version,
        String taintKey,
        Selection selection,
        ReadinessPolicy policy,
        FailOn failOn,
        Duration timeout)
        implements StageRequest<ReadinessState> {
    private static final long serialVersionUID = 1L;

    public static final int DEFAULT_TIMEOUT_MINUTES = 30;

    /** From what on the step fails; what is less than ready and does not fail makes the build unstable. */
    public enum FailOn {
        BLOCKED,
        AT_RISK,
        NEVER;

        /** @throws InvalidValue for anything but {@code blocked}, {@code atRisk} and {@code never}; empty means blocked */
        public static FailOn parse(String text) {
            return switch (text == null ? "" : text.trim()) {
                case "", "blocked" -> BLOCKED;
                case "atRisk" -> AT_RISK;
                case "never" -> NEVER;
                default ->
                    throw new InvalidValue("failOn: '" + text + "' is not known: expected blocked, atRisk or never.");
            };
        }

        boolean fails(Readiness overall) {
            return switch (this) {
                case BLOCKED -> overall == Readiness.BLOCKED;
                case AT_RISK -> overall != Readiness.READY;
                case NEVER -> false;
            };
        }
    }

    /**
     * Reads the request from step parameters.
     *
     * @param taintKey empty for the default
     * @param failOn {@code blocked}, {@code atRisk} or {@code never}; empty for the default
     * @throws InvalidValue naming the parameter
     */
    public static ReadinessRequest of(
            String version,
            String taintKey,
            Selection selection,
            ReadinessPolicy policy,
            String failOn,
            int timeoutMinutes) {
        return new ReadinessRequest(
                Parameters.version(version),
                Parameters.taintKey(taintKey),
                selection,
                policy,
                FailOn.parse(failOn),
                Parameters.timeout(timeoutMinutes));
    }

    @Override
    public Stage<ReadinessState> stage() {
        return new ReadinessCheck(this);
    }
}
