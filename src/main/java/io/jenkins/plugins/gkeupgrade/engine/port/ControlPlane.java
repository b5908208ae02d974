package io.jenkins.plugins.gkeupgrade.engine.port;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import java.util.List;

/**
 * The GKE API, for one cluster.
 *
 * <p>Every call has a deadline of its own and throws {@link io.jenkins.plugins.gkeupgrade.engine.TransientFailure} when
 * trying again may help, {@link io.jenkins.plugins.gkeupgrade.engine.OperationInProgress} when GKE declined because
 * another operation runs, and {@link io.jenkins.plugins.gkeupgrade.engine.Failed} with GKE's own message otherwise.
 */
public interface ControlPlane {
    /** The cluster with its node pools as they are now. */
    Cluster cluster();

    /** What GKE offers for this cluster, in its release channel when it has one. */
    ServerVersions serverVersions();

    /** The operations on this cluster that GKE still lists, running and ended, newest first. */
    List<Operation> operations();

    /** @param name name of an operation as {@link Operation#name()} gives it */
    Operation operation(String name);

    /** Starts the upgrade of the control plane. Even for the version that it has, GKE would recreate it: look first. */
    Operation upgradeControlPlane(GkeVersion version);

    /**
     * The pool as it would be if it were made now, for comparison with one that is there. Makes nothing.
     *
     * @throws io.jenkins.plugins.gkeupgrade.engine.Refused when the source pool does not exist
     */
    NodePool plan(PoolSpec spec);

    /** Starts the creation of the pool that {@link #plan} describes. */
    Operation createPool(PoolSpec spec);
}
