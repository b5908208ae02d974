package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import io.jenkins.plugins.gkeupgrade.engine.pool.PoolNames;
import java.time.Duration;

/**
 * The wish to empty and delete a node pool.
 *
 * @param pool name of the pool; empty when the version says which
 * @param version version of the pool's nodes; null when the name says which
 * @param taintKey key of the opt-in taint
 * @param keepFor how long the emptied pool is kept before it is deleted
 * @param normalise whether to drop the opt-in taint of the pools that stay
 * @param allowNewest whether the pool may be the one with the newest opt-in version
 * @param timeout for emptying the pool, and again for deleting it; the time that it is kept does not count
 */
public record RetireRequest(
        String pool,
        VersionRequest version,
        String taintKey,
        Duration keepFor,
        boolean normalise,
        boolean allowNewest,
        Duration timeout)
        implements StageRequest<RetireState> {
    private static final long serialVersionUID = 1L;

    public static final int DEFAULT_TIMEOUT_MINUTES = 180;
    public static final String DEFAULT_KEEP_FOR = KeepFor.DEFAULT;

    /**
     * Reads the request from step parameters; texts may be null or blank where there is a default.
     *
     * @throws InvalidValue naming the parameter
     */
    public static RetireRequest of(
            String pool,
            String version,
            String taintKey,
            String keepFor,
            boolean normalise,
            boolean allowNewest,
            int timeoutMinutes) {
        String name = PoolNames.optional("pool", pool);
        boolean named = !name.isEmpty();
        boolean byVersion = version != null && !version.isBlank();
        if (named == byVersion) {
            throw new InvalidValue(
                    named
                            ? "pool: give the name of the pool or the version of its nodes, not both."
                            : "pool: missing; give the name of the pool to retire, or the version of its nodes.");
        }
        return new RetireRequest(
                name,
                byVersion ? Parameters.version(version) : null,
                Parameters.taintKey(taintKey),
                KeepFor.parse(keepFor),
                normalise,
                allowNewest,
                Parameters.timeout(timeoutMinutes));
    }

    /** The pool as the request names it. */
    String wanted() {
        return pool.isEmpty() ? "pool of version " + version : "pool " + pool;
    }

    @Override
    public Stage<RetireState> stage() {
        return new PoolRetirement(this);
    }
}
