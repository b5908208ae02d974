package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.cloud.container.v1.ClusterManagerClient;
import com.google.container.v1.ListOperationsResponse;
import com.google.container.v1.MaintenancePolicy;
import com.google.container.v1.ServerConfig;
import com.google.container.v1.SetMaintenancePolicyRequest;
import com.google.container.v1.UpdateNodePoolRequest;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import java.util.List;

/** One cluster in the GKE API. Stateless: every method asks GKE. */
public final class GkeControlPlane implements ControlPlane {
    private final ClusterManagerClient client;
    private final ClusterRef ref;

    GkeControlPlane(ClusterManagerClient client, ClusterRef ref) {
        this.client = client;
        this.ref = ref;
    }

    @Override
    public Cluster cluster() {
        return ClusterReader.cluster(ref, describe());
    }

    private com.google.container.v1.Cluster describe() {
        return GkeCall.GET_CLUSTER.on(ref, () -> client.getCluster(ref.resourceName()));
    }

    @Override
    public ServerVersions serverVersions() {
        com.google.container.v1.Cluster cluster = describe();
        ServerConfig config = GkeCall.GET_SERVER_CONFIG.on(ref, () -> client.getServerConfig(ref.parent()));
        return ClusterReader.versions(config, cluster.getReleaseChannel().getChannel());
    }

    @Override
    public SupportEnd supportOf(String pool) {
        return GkeCall.FETCH_UPGRADE_INFO.on(
                ref,
                () -> pool.isEmpty()
                        ? SupportReader.end(client.fetchClusterUpgradeInfo(ref.resourceName()))
                        : SupportReader.end(
                                client.fetchNodePoolUpgradeInfo(ref.resourceName() + "/nodePools/" + pool)));
    }

    @Override
    public Upkeep upkeep() {
        return UpkeepReader.upkeep(describe());
    }

    @Override
    public List<Operation> operations() {
        ListOperationsResponse listed = GkeCall.LIST_OPERATIONS.on(ref, () -> client.listOperations(ref.parent()));
        if (listed.getMissingZonesList().contains(ref.location())) {
            throw new TransientFailure("GKE cannot list the operations in " + ref.location() + " just now.");
        }
        return OperationReader.newestFirst(listed.getOperationsList(), ref);
    }

    @Override
    public Operation operation(String name) {
        return OperationReader.operation(
                GkeCall.GET_OPERATION.on(ref, () -> client.getOperation(ref.parent() + "/operations/" + name)));
    }

    @Override
    public Operation upgradeControlPlane(GkeVersion version) {
        return OperationReader.operation(
                GkeCall.UPDATE_MASTER.on(ref, () -> client.updateMaster(ref.resourceName(), version.toString())));
    }

    @Override
    public Operation exclude(MaintenanceExclusion exclusion) {
        MaintenancePolicy policy = UpkeepReader.with(describe().getMaintenancePolicy(), exclusion);
        SetMaintenancePolicyRequest request = SetMaintenancePolicyRequest.newBuilder()
                .setName(ref.resourceName())
                .setMaintenancePolicy(policy)
                .build();
        return OperationReader.operation(
                GkeCall.SET_MAINTENANCE_POLICY.on(ref, () -> client.setMaintenancePolicy(request)));
    }

    @Override
    public NodePool plan(PoolSpec spec) {
        return PoolReader.pool(clone(spec));
    }

    @Override
    public Operation createPool(PoolSpec spec) {
        com.google.container.v1.NodePool pool = clone(spec);
        return OperationReader.operation(
                GkeCall.CREATE_NODE_POOL.on(ref, () -> client.createNodePool(ref.resourceName(), pool)));
    }

    @Override
    public Operation setPoolTaints(String pool, List<Taint> taints) {
        return update(PoolUpdates.taints(name(pool), taints));
    }

    @Override
    public Operation setPoolAutoscaling(String pool, NodePool.Autoscaling limits) {
        return OperationReader.operation(GkeCall.SET_NODE_POOL_AUTOSCALING.on(
                ref, () -> client.setNodePoolAutoscaling(PoolUpdates.autoscaling(name(pool), limits))));
    }

    @Override
    public Operation respectBudgetsOnDeletion(String pool) {
        return update(PoolUpdates.respectBudgets(name(pool)));
    }

    @Override
    public Operation deletePool(String pool) {
        return OperationReader.operation(GkeCall.DELETE_NODE_POOL.on(ref, () -> client.deleteNodePool(name(pool))));
    }

    private Operation update(UpdateNodePoolRequest request) {
        return OperationReader.operation(GkeCall.UPDATE_NODE_POOL.on(ref, () -> client.updateNodePool(request)));
    }

    private String name(String pool) {
        return ref.resourceName() + "/nodePools/" + pool;
    }

    private com.google.container.v1.NodePool clone(PoolSpec spec) {
        com.google.container.v1.Cluster cluster = describe();
        return cluster.getNodePoolsList().stream()
                .filter(pool -> pool.getName().equals(spec.source()))
                .findFirst()
                .map(source -> PoolClone.of(source, spec, cluster))
                .orElseThrow(() -> new Refused(
                        "There is no node pool '" + spec.source() + "' to clone in " + ref + ".",
                        "Set from to one of its pools."));
    }
}
