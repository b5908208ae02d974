package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.time.Duration;

/**
 * The wish to opt workloads in.
 *
 * @param version version of the new pool, exact or an alias
 * @param taintKey key of the opt-in taint
 * @param selection which workloads
 * @param wave how many workloads move at a time after the first one
 * @param dryRun only say what would change
 * @param onFailure what becomes of a wave that fails
 * @param timeout for the whole stage
 * @param handling how images and workloads with other owners are dealt with
 * @param safeguards what is watched while waves move
 * @param readiness which findings do not keep a workload where it is
 */
public record OptInRequest(
        VersionRequest version,
        String taintKey,
        Selection selection,
        int wave,
        boolean dryRun,
        OnFailure onFailure,
        Duration timeout,
        Handling handling,
        Safeguards safeguards,
        ReadinessPolicy readiness)
        implements StageRequest<OptInState> {
    private static final long serialVersionUID = 1L;

    public static final int DEFAULT_WAVE = 10;
    public static final int DEFAULT_TIMEOUT_MINUTES = 120;

    /** What becomes of a wave with a workload that does not get healthy. */
    public enum OnFailure {
        /** Every workload of the wave goes back to where it was. */
        ROLLBACK,
        /** The wave is left as it is, for somebody to look at. */
        STOP;

        /** @throws InvalidValue for anything but {@code rollback} and {@code stop}; empty means rollback */
        public static OnFailure parse(String text) {
            return switch (text == null ? "" : text.trim()) {
                case "", "rollback" -> ROLLBACK;
                case "stop" -> STOP;
                default -> throw new InvalidValue("onFailure: '" + text + "' is not known: expected rollback or stop.");
            };
        }
    }

    /**
     * Reads the request from step parameters.
     *
     * @param taintKey empty for the default
     * @param onFailure {@code rollback} or {@code stop}; empty for the default
     * @throws InvalidValue naming the parameter
     */
    public static OptInRequest of(
            String version,
            String taintKey,
            Selection selection,
            int wave,
            boolean dryRun,
            String onFailure,
            int timeoutMinutes) {
        return new OptInRequest(
                Parameters.version(version),
                Parameters.taintKey(taintKey),
                selection,
                Parameters.between("wave", wave, 1, 5000),
                dryRun,
                OnFailure.parse(onFailure),
                Parameters.timeout(timeoutMinutes),
                Handling.DEFAULT,
                Safeguards.DEFAULT,
                ReadinessPolicy.DEFAULT);
    }

    public OptInRequest with(Handling other) {
        return new OptInRequest(
                version, taintKey, selection, wave, dryRun, onFailure, timeout, other, safeguards, readiness);
    }

    public OptInRequest with(Safeguards other) {
        return new OptInRequest(
                version, taintKey, selection, wave, dryRun, onFailure, timeout, handling, other, readiness);
    }

    public OptInRequest with(ReadinessPolicy other) {
        return new OptInRequest(
                version, taintKey, selection, wave, dryRun, onFailure, timeout, handling, safeguards, other);
    }

    @Override
    public Stage<OptInState> stage() {
        return new WorkloadOptIn(this);
    }
}
