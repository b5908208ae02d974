package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import java.util.List;
import java.util.Set;

/**
 * What a cluster without a GKE API tells of itself: its version, and its node pools as its nodes show them. There are no
 * operations, nothing is on offer, and nothing can be changed this way.
 */
public final class NodeControlPlane implements ControlPlane {
    private final ClusterRef ref;
    private final KubernetesWorkloads workloads;

    /** @param workloads stays its owner's to close */
    public NodeControlPlane(ClusterRef ref, KubernetesWorkloads workloads) {
        this.ref = ref;
        this.workloads = workloads;
    }

    @Override
    public Cluster cluster() {
        GkeVersion version = workloads.serverVersion();
        List<NodePool> pools = new NodePools(nodes(), version).all();
        return new Cluster(ref, version, NodePool.RUNNING, false, false, "", pools);
    }

    /** Listed, and not from a watch, which learns a moment later what somebody has just set apart. */
    private List<Manifest> nodes() {
        Listed listed = workloads.list(Set.of(ResourceKind.NODES), "").get(ResourceKind.NODES);
        if (listed instanceof Listed.Forbidden forbidden) {
            throw new Failed(forbidden.message());
        }
        return ((Listed.Objects) listed).objects();
    }

    @Override
    public ServerVersions serverVersions() {
        return new ServerVersions(workloads.serverVersion(), List.of(), List.of());
    }

    @Override
    public SupportEnd supportOf(String pool) {
        return SupportEnd.UNKNOWN;
    }

    /** Nothing that is known of. */
    @Override
    public Upkeep upkeep() {
        return new Upkeep(Set.of(), List.of());
    }

    @Override
    public List<Operation> operations() {
        return List.of();
    }

    @Override
    public Operation operation(String name) {
        throw refused();
    }

    @Override
    public Operation upgradeControlPlane(GkeVersion version) {
        throw refused();
    }

    @Override
    public NodePool plan(PoolSpec spec) {
        throw refused();
    }

    @Override
    public Operation exclude(MaintenanceExclusion exclusion) {
        throw refused();
    }

    @Override
    public Operation createPool(PoolSpec spec) {
        throw refused();
    }

    @Override
    public Operation setPoolTaints(String pool, List<Taint> taints) {
        throw refused();
    }

    @Override
    public Operation setPoolAutoscaling(String pool, NodePool.Autoscaling limits) {
        throw refused();
    }

    @Override
    public Operation respectBudgetsOnDeletion(String pool) {
        throw refused();
    }

    @Override
    public Operation deletePool(String pool) {
        throw refused();
    }

    /** For who did not look at {@link ClusterRef#gke()} first. */
    private Refused refused() {
        return new Refused(ref.withoutGke(), "Change it with its own tools.");
    }
}
