package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.time.Duration;

/**
 * The wish to take workloads back to where they were before they opted in.
 *
 * @param version version that they opted in to, exact or an alias
 * @param taintKey key of the opt-in taint
 * @param selection which workloads
 * @param timeout for the whole stage
 */
public record RollbackRequest(VersionRequest version, String taintKey, Selection selection, Duration timeout)
        implements StageRequest<RollbackState> {
    private static final long serialVersionUID = 1L;

    public static final int DEFAULT_TIMEOUT_MINUTES = 60;

    /**
     * Reads the request from step parameters.
     *
     * @param taintKey empty for the default
     * @throws io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue naming the parameter
     */
    public static RollbackRequest of(String version, String taintKey, Selection selection, int timeoutMinutes) {
        return new RollbackRequest(
                Parameters.version(version),
                Parameters.taintKey(taintKey),
                selection,
                Parameters.timeout(timeoutMinutes));
    }

    @Override
    public Stage<RollbackState> stage() {
        return new TolerationRollback(this);
    }
}
