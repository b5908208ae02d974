package io.jenkins.plugins.gkeupgrade.emulator;

import com.google.container.v1.CancelOperationRequest;
import com.google.container.v1.Cluster;
import com.google.container.v1.ClusterManagerGrpc;
import com.google.container.v1.ClusterUpgradeInfo;
import com.google.container.v1.CreateNodePoolRequest;
import com.google.container.v1.DeleteNodePoolRequest;
import com.google.container.v1.FetchClusterUpgradeInfoRequest;
import com.google.container.v1.FetchNodePoolUpgradeInfoRequest;
import com.google.container.v1.GetClusterRequest;
import com.google.container.v1.GetNodePoolRequest;
import com.google.container.v1.GetOperationRequest;
import com.google.container.v1.GetServerConfigRequest;
import com.google.container.v1.ListClustersRequest;
import com.google.container.v1.ListClustersResponse;
import com.google.container.v1.ListNodePoolsRequest;
import com.google.container.v1.ListNodePoolsResponse;
import com.google.container.v1.ListOperationsRequest;
import com.google.container.v1.ListOperationsResponse;
import com.google.container.v1.NodePool;
import com.google.container.v1.NodePoolUpgradeInfo;
import com.google.container.v1.Operation;
import com.google.container.v1.ServerConfig;
import com.google.container.v1.SetMaintenancePolicyRequest;
import com.google.container.v1.SetNodePoolAutoscalingRequest;
import com.google.container.v1.SetNodePoolSizeRequest;
import com.google.container.v1.UpdateClusterRequest;
import com.google.container.v1.UpdateMasterRequest;
import com.google.container.v1.UpdateNodePoolRequest;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.gkeupgrade.emulator.ResourceNames.PoolName;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeApi;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeError;
import java.util.Map;
import java.util.concurrent.Callable;

/** The calls of the GKE API that the simulation knows; all others answer UNIMPLEMENTED. */
final class GkeService extends ClusterManagerGrpc.ClusterManagerImplBase {
    private final GkeApi gke;
    private final SimulationAccess simulation;
    private final PoolMessages pools;
    private final GkeMessages messages;

    GkeService(GkeApi gke, SimulationAccess simulation, Map<ClusterRef, GkeEmulator.KubernetesAddress> kubernetes) {
        this.gke = gke;
        this.simulation = simulation;
        this.pools = new PoolMessages(gke);
        this.messages = new GkeMessages(pools, kubernetes);
    }

    @Override
    public void getCluster(GetClusterRequest request, StreamObserver<Cluster> observer) {
        answer(observer, () -> {
            ClusterRef ref = ClusterRef.parse(request.getName());
            return messages.cluster(gke.cluster(ref), gke.etag(ref)).toBuilder()
                    .setMaintenancePolicy(UpkeepMessages.policy(gke.exclusions(ref)))
                    .build();
        });
    }

    @Override
    public void listClusters(ListClustersRequest request, StreamObserver<ListClustersResponse> observer) {
        answer(
                observer,
                () -> ListClustersResponse.newBuilder()
                        .addAllClusters(gke.clusters(request.getParent()).stream()
                                .map(cluster -> messages.cluster(cluster, gke.etag(cluster.ref())))
                                .toList())
                        .build());
    }

    @Override
    public void getServerConfig(GetServerConfigRequest request, StreamObserver<ServerConfig> observer) {
        answer(observer, () -> GkeMessages.serverConfig(gke.serverConfig(ResourceNames.parent(request.getName()))));
    }

    @Override
    public void fetchClusterUpgradeInfo(
            FetchClusterUpgradeInfoRequest request, StreamObserver<ClusterUpgradeInfo> observer) {
        answer(observer, () -> UpgradeInfoMessages.cluster(gke.supportOf(ClusterRef.parse(request.getName()), "")));
    }

    @Override
    public void fetchNodePoolUpgradeInfo(
            FetchNodePoolUpgradeInfoRequest request, StreamObserver<NodePoolUpgradeInfo> observer) {
        answer(observer, () -> {
            PoolName name = PoolName.parse(request.getName());
            return UpgradeInfoMessages.pool(gke.supportOf(name.cluster(), name.pool()));
        });
    }

    @Override
    public void getOperation(GetOperationRequest request, StreamObserver<Operation> observer) {
        answer(
                observer,
                () -> GkeMessages.operation(gke.operation(
                        ResourceNames.parent(request.getName()), ResourceNames.operation(request.getName()))));
    }

    @Override
    public void listOperations(ListOperationsRequest request, StreamObserver<ListOperationsResponse> observer) {
        answer(
                observer,
                () -> ListOperationsResponse.newBuilder()
                        .addAllOperations(gke.operations(request.getParent()).stream()
                                .map(GkeMessages::operation)
                                .toList())
                        .build());
    }

    @Override
    public void cancelOperation(CancelOperationRequest request, StreamObserver<Empty> observer) {
        answer(observer, () -> {
            gke.cancelOperation(ResourceNames.parent(request.getName()), ResourceNames.operation(request.getName()));
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void updateMaster(UpdateMasterRequest request, StreamObserver<Operation> observer) {
        answer(
                observer,
                () -> GkeMessages.operation(
                        gke.upgradeControlPlane(ClusterRef.parse(request.getName()), request.getMasterVersion())));
    }

    @Override
    public void updateCluster(UpdateClusterRequest request, StreamObserver<Operation> observer) {
        answer(observer, () -> {
            ClusterRef ref = ClusterRef.parse(request.getName());
            String etag = request.getUpdate().getEtag();
            if (!etag.isEmpty() && !etag.equals(gke.etag(ref))) {
                throw new GkeError(GkeError.Code.ABORTED, "The cluster has changed since it was read (etag).");
            }
            String version = request.getUpdate().getDesiredMasterVersion();
            if (version.isEmpty()) {
                throw new GkeError(GkeError.Code.INVALID_ARGUMENT, "Must specify a field to update.");
            }
            return GkeMessages.operation(gke.upgradeControlPlane(ref, version));
        });
    }

    @Override
    public void setMaintenancePolicy(SetMaintenancePolicyRequest request, StreamObserver<Operation> observer) {
        answer(observer, () -> {
            ClusterRef ref = ClusterRef.parse(request.getName());
            return GkeMessages.operation(gke.setMaintenanceExclusions(
                    ref, UpkeepMessages.wanted(request.getMaintenancePolicy(), gke.exclusions(ref))));
        });
    }

    @Override
    public void createNodePool(CreateNodePoolRequest request, StreamObserver<Operation> observer) {
        answer(observer, () -> {
            ClusterRef ref = ClusterRef.parse(request.getParent());
            Operation operation = GkeMessages.operation(gke.createPool(ref, pools.wanted(ref, request.getNodePool())));
            pools.remember(ref, request.getNodePool());
            return operation;
        });
    }

    @Override
    public void getNodePool(GetNodePoolRequest request, StreamObserver<NodePool> observer) {
        answer(observer, () -> {
            PoolName name = PoolName.parse(request.getName());
            return messages.pools(gke.cluster(name.cluster())).stream()
                    .filter(pool -> pool.getName().equals(name.pool()))
                    .findFirst()
                    .orElseThrow(() -> new GkeError(GkeError.Code.NOT_FOUND, "Not found: " + request.getName() + "."));
        });
    }

    @Override
    public void listNodePools(ListNodePoolsRequest request, StreamObserver<ListNodePoolsResponse> observer) {
        answer(
                observer,
                () -> ListNodePoolsResponse.newBuilder()
                        .addAllNodePools(messages.pools(gke.cluster(ClusterRef.parse(request.getParent()))))
                        .build());
    }

    @Override
    public void deleteNodePool(DeleteNodePoolRequest request, StreamObserver<Operation> observer) {
        answer(observer, () -> {
            PoolName name = PoolName.parse(request.getName());
            return GkeMessages.operation(gke.deletePool(name.cluster(), name.pool()));
        });
    }

    @Override
    public void setNodePoolSize(SetNodePoolSizeRequest request, StreamObserver<Operation> observer) {
        answer(observer, () -> {
            PoolName name = PoolName.parse(request.getName());
            return GkeMessages.operation(gke.resizePool(name.cluster(), name.pool(), request.getNodeCount()));
        });
    }

    @Override
    public void setNodePoolAutoscaling(SetNodePoolAutoscalingRequest request, StreamObserver<Operation> observer) {
        answer(observer, () -> {
            PoolName name = PoolName.parse(request.getName());
            NodePool changed = pools.scaled(name.cluster(), name.pool(), request.getAutoscaling());
            Operation operation = GkeMessages.operation(gke.setPoolAutoscaling(
                    name.cluster(),
                    name.pool(),
                    pools.wanted(name.cluster(), changed).autoscaling()));
            pools.remember(name.cluster(), changed);
            return operation;
        });
    }

    @Override
    public void updateNodePool(UpdateNodePoolRequest request, StreamObserver<Operation> observer) {
        answer(observer, () -> {
            PoolName name = PoolName.parse(request.getName());
            NodePool changed = pools.changed(name.cluster(), name.pool(), request);
            if (request.getNodeDrainConfig().getRespectPdbDuringNodePoolDeletion()) {
                Operation operation = GkeMessages.operation(gke.respectBudgetsOnDeletion(name.cluster(), name.pool()));
                pools.remember(name.cluster(), changed);
                return operation;
            }
            Operation operation =
                    GkeMessages.operation(gke.updatePool(name.cluster(), pools.wanted(name.cluster(), changed)));
            pools.remember(name.cluster(), changed);
            return operation;
        });
    }

    private <T> void answer(StreamObserver<T> observer, Callable<T> body) {
        T answer;
        try {
            answer = simulation.call(body);
        } catch (GkeError e) {
            observer.onError(status(Status.Code.valueOf(e.code().name()), e));
            return;
        } catch (InvalidValue e) {
            observer.onError(status(Status.Code.INVALID_ARGUMENT, e));
            return;
        } catch (Exception e) {
            observer.onError(status(Status.Code.INTERNAL, e));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    private static Exception status(Status.Code code, Exception e) {
        return code.toStatus().withDescription(e.getMessage()).withCause(e).asRuntimeException();
    }
}
