package io.jenkins.plugins.gkeupgrade.engine.master;

import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import java.time.Duration;

/**
 * The wish for a control plane of some version.
 *
 * @param version exact version or alias
 * @param maxSkew how many minor versions a node pool may be behind afterwards
 * @param timeout for the whole stage, waiting for other operations included
 */
public record MasterUpgradeRequest(VersionRequest version, int maxSkew, Duration timeout)
        implements StageRequest<MasterUpgradeState> {
    /** What GKE's documents allow. */
    public static final int DEFAULT_MAX_SKEW = 2;

    public static final int DEFAULT_TIMEOUT_MINUTES = 90;
    private static final long serialVersionUID = 1L;
    /** What upstream kubelets allow since 1.28. */
    private static final int MOST_SKEW = 3;

    /**
     * Reads the request from step parameters.
     *
     * @param maxSkew 0 to 3
     * @throws io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue naming the parameter
     */
    public static MasterUpgradeRequest of(String version, int maxSkew, int timeoutMinutes) {
        return new MasterUpgradeRequest(
                Parameters.version(version),
                Parameters.between("maxSkew", maxSkew, 0, MOST_SKEW),
                Parameters.timeout(timeoutMinutes));
    }

    @Override
    public Stage<MasterUpgradeState> stage() {
        return new MasterUpgrade(this);
    }
}
