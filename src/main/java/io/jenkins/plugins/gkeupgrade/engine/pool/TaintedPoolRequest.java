package io.jenkins.plugins.gkeupgrade.engine.pool;

import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import java.time.Duration;

/**
 * The wish for a node pool of a version, behind an opt-in taint.
 *
 * @param version exact version or alias; an alias that fits the control plane's version means that one
 * @param from pool to clone; empty for the only one without an opt-in taint
 * @param name name of the new pool; empty for one made of source and version
 * @param minNodes fewest nodes per zone; null for 0
 * @param maxNodes most nodes per zone; null for what the source may have
 * @param taintKey key of taint and label
 * @param timeout for the whole stage, waiting for other operations included
 */
public record TaintedPoolRequest(
        VersionRequest version,
        String from,
        String name,
        Integer minNodes,
        Integer maxNodes,
        String taintKey,
        Duration timeout)
        implements StageRequest<TaintedPoolState> {
    public static final int DEFAULT_TIMEOUT_MINUTES = 60;
    private static final long serialVersionUID = 1L;
    /** GKE's limit for a pool. */
    private static final int MOST_NODES_PER_ZONE = 1000;

    /**
     * Reads the request from step parameters; texts may be null or blank where the record says empty.
     *
     * @throws InvalidValue naming the parameter
     */
    public static TaintedPoolRequest of(
            String version,
            String from,
            String name,
            Integer minNodes,
            Integer maxNodes,
            String taintKey,
            int timeoutMinutes) {
        TaintedPoolRequest request = new TaintedPoolRequest(
                Parameters.version(version),
                PoolNames.optional("from", from),
                PoolNames.optional("name", name),
                minNodes == null ? null : Parameters.between("minNodes", minNodes, 0, MOST_NODES_PER_ZONE),
                maxNodes == null ? null : Parameters.between("maxNodes", maxNodes, 1, MOST_NODES_PER_ZONE),
                Parameters.taintKey(taintKey),
                Parameters.timeout(timeoutMinutes));
        request.requireSense();
        return request;
    }

    private void requireSense() {
        if (minNodes != null && maxNodes != null && minNodes > maxNodes) {
            throw new InvalidValue("maxNodes: " + maxNodes + " is less than minNodes " + minNodes + ".");
        }
        if (!name.isEmpty() && name.equals(from)) {
            throw new InvalidValue("name: '" + name + "' is the pool to clone; choose another name.");
        }
    }

    @Override
    public Stage<TaintedPoolState> stage() {
        return new TaintedPool(this);
    }
}
