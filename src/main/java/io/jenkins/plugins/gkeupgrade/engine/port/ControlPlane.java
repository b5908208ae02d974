package io.jenkins.plugins.gkeupgrade.engine.port;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
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

    /**
     * Until when GKE supports the version of a node pool.
     *
     * @param pool its name; empty for the control plane
     */
    SupportEnd supportOf(String pool);

    /** What GKE may change in the cluster by itself. */
    Upkeep upkeep();

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

    /**
     * Adds the exclusion to the cluster's maintenance policy, or changes the one of that name; all others stay. Somebody
     * else's change at the same time is not overwritten but makes this fail to be tried again.
     */
    Operation exclude(MaintenanceExclusion exclusion);

    /** Starts the creation of the pool that {@link #plan} describes. */
    Operation createPool(PoolSpec spec);

    /**
     * Has the pool's nodes carry exactly these taints. Nodes that are there change in place: GKE recreates none for it.
     */
    Operation setPoolTaints(String pool, List<Taint> taints);

    /** Sets the limits of the cluster autoscaler for the pool, or switches it off and so keeps the nodes as they are. */
    Operation setPoolAutoscaling(String pool, NodePool.Autoscaling limits);

    /** Has a deletion of the pool honour PodDisruptionBudgets, which GKE's own default does not. */
    Operation respectBudgetsOnDeletion(String pool);

    /** Starts the deletion of the pool, with its nodes and everything that still runs on them. */
    Operation deletePool(String pool);
}
