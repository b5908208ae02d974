package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.OperationInProgress;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The engine's port over the simulated GKE, with no network between them. */
public final class SimulatedControlPlane implements ControlPlane {
    private final GkeApi api;
    private final ClusterRef ref;

    public SimulatedControlPlane(GkeApi api, ClusterRef ref) {
        this.api = api;
        this.ref = ref;
    }

    @Override
    public Cluster cluster() {
        return asking(() -> api.cluster(ref));
    }

    @Override
    public ServerVersions serverVersions() {
        return asking(
                () -> api.serverConfig(ref.parent()).forChannel(api.cluster(ref).releaseChannel()));
    }

    @Override
    public SupportEnd supportOf(String pool) {
        return asking(() -> api.supportOf(ref, pool));
    }

    @Override
    public Upkeep upkeep() {
        return asking(() -> api.upkeep(ref));
    }

    @Override
    public List<Operation> operations() {
        return asking(() -> api.operations(ref.parent()).stream()
                .filter(o -> o.cluster().equals(ref))
                .map(SimulatedOperation::snapshot)
                .toList());
    }

    @Override
    public Operation operation(String name) {
        return asking(() -> api.operation(ref.parent(), name).snapshot());
    }

    @Override
    public Operation upgradeControlPlane(GkeVersion version) {
        return asking(() -> api.upgradeControlPlane(ref, version.toString()).snapshot());
    }

    @Override
    public Operation exclude(MaintenanceExclusion exclusion) {
        return asking(() -> {
            List<MaintenanceExclusion> all = new ArrayList<>(api.upkeep(ref).exclusions());
            all.removeIf(e -> e.name().equals(exclusion.name()));
            all.add(exclusion);
            return api.setMaintenanceExclusions(ref, all).snapshot();
        });
    }

    @Override
    public NodePool plan(PoolSpec spec) {
        NodePool source = cluster()
                .pool(spec.source())
                .orElseThrow(() -> new Refused(
                        "There is no node pool '" + spec.source() + "' to clone in " + ref + ".",
                        "Set from to one of its pools."));
        return new NodePool(
                spec.name(),
                spec.version(),
                "",
                "",
                spec.minNodes(),
                NodePool.Autoscaling.perZone(spec.minNodes(), spec.maxNodes()),
                spec.optIn().addedTo(source.labels()),
                spec.optIn().addedTo(source.taints()),
                source.locations(),
                source.settings());
    }

    @Override
    public Operation createPool(PoolSpec spec) {
        NodePool wanted = plan(spec);
        return asking(() -> api.createPool(ref, wanted).snapshot());
    }

    @Override
    public Operation setPoolTaints(String pool, List<Taint> taints) {
        return asking(() -> api.setPoolTaints(ref, pool, taints).snapshot());
    }

    @Override
    public Operation setPoolAutoscaling(String pool, NodePool.Autoscaling limits) {
        return asking(() -> api.setPoolAutoscaling(ref, pool, limits).snapshot());
    }

    @Override
    public Operation respectBudgetsOnDeletion(String pool) {
        return asking(() -> api.respectBudgetsOnDeletion(ref, pool).snapshot());
    }

    @Override
    public Operation deletePool(String pool) {
        return asking(() -> api.deletePool(ref, pool).snapshot());
    }

    private static <T> T asking(Supplier<T> call) {
        try {
            return call.get();
        } catch (GkeError e) {
            throw translated(e);
        }
    }

    private static StageException translated(GkeError e) {
        return switch (e.code()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, ALREADY_EXISTS ->
                new TransientFailure("GKE did not answer: " + e.getMessage(), e);
            case FAILED_PRECONDITION ->
                OperationInProgress.named(e.getMessage())
                        .<StageException>map(name -> new OperationInProgress(name, e.getMessage()))
                        .orElseGet(() -> new Failed("GKE declined: " + e.getMessage(), e));
            default -> new Failed("GKE declined: " + e.getMessage(), e);
        };
    }
}
