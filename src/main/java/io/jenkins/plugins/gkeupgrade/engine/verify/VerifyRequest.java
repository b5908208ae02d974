package io.jenkins.plugins.gkeupgrade.engine.verify;

import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.time.Duration;

/**
 * The wish to know whether workloads have arrived.
 *
 * @param version version of the new pool, exact or an alias
 * @param taintKey key of the opt-in taint
 * @param selection which workloads
 * @param timeout for the whole stage
 */
public record VerifyRequest(VersionRequest version, String taintKey, Selection selection, Duration timeout)
        implements StageRequest<VerifyState> {
    private static final long serialVersionUID = 1L;

    public static final int DEFAULT_TIMEOUT_MINUTES = 30;

    /**
     * Reads the request from step parameters.
     *
     * @param taintKey empty for the default
     * @throws io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue naming the parameter
     */
    public static VerifyRequest of(String version, String taintKey, Selection selection, int timeoutMinutes) {
        return new VerifyRequest(
                Parameters.version(version),
                Parameters.taintKey(taintKey),
                selection,
                Parameters.timeout(timeoutMinutes));
    }

    @Override
    public Stage<VerifyState> stage() {
        return new RolloutVerification(this);
    }
}
