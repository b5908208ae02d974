package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The calls of the GKE API as one caller makes them: logged, and as unreliable as the faults want it. */
public final class GkeApi {
    private final SimulatedGke gke;
    private final PoolCalls pools;
    private final String who;

    GkeApi(SimulatedGke gke, String who) {
        this.gke = gke;
        this.pools = new PoolCalls(gke);
        this.who = who;
    }

    public Cluster cluster(ClusterRef ref) {
        return call(
                "GetCluster",
                ref.resourceName(),
                "",
                false,
                () -> gke.site(ref).cluster().snapshot());
    }

    /** Changes with every change of the cluster. */
    public String etag(ClusterRef ref) {
        return gke.site(ref).cluster().etag();
    }

    /** Empty when the cluster is in none. */
    public String releaseChannel(ClusterRef ref) {
        return gke.site(ref).cluster().settings().channel();
    }

    /** Machines of the pool, joined or not. */
    public int size(ClusterRef ref, String pool) {
        return pools.find(ref, pool).machines().size();
    }

    /** Clusters at a location such as {@code projects/shop-prod/locations/europe-west1}, or at {@code -} for all. */
    public List<Cluster> clusters(String parent) {
        return call(
                "ListClusters",
                parent,
                "",
                false,
                () -> gke.clusters().stream()
                        .filter(ref -> within(parent, ref))
                        .map(ref -> gke.site(ref).cluster().snapshot())
                        .toList());
    }

    static boolean within(String parent, ClusterRef ref) {
        return parent.equals(ref.parent()) || parent.equals("projects/" + ref.project() + "/locations/-");
    }

    public ServerConfig serverConfig(String parent) {
        return call("GetServerConfig", parent, "", false, gke::versions);
    }

    /** @param pool name of a node pool; empty for the control plane */
    public SupportEnd supportOf(ClusterRef ref, String pool) {
        return pool.isEmpty()
                ? call(
                        "FetchClusterUpgradeInfo",
                        ref.resourceName(),
                        "",
                        false,
                        () -> gke.support(gke.site(ref).cluster().version()))
                : call(
                        "FetchNodePoolUpgradeInfo",
                        ref.resourceName(),
                        pool,
                        false,
                        () -> gke.support(pools.find(ref, pool).shape().version()));
    }

    /** All operations at the location, newest first. */
    public List<SimulatedOperation> operations(String parent) {
        return call("ListOperations", parent, "", false, () -> gke.operations().in(parent));
    }

    public SimulatedOperation operation(String parent, String name) {
        return call("GetOperation", parent, name, false, () -> gke.operations().find(parent, name));
    }

    public void cancelOperation(String parent, String name) {
        call("CancelOperation", parent, name, true, () -> {
            SimulatedOperation operation = gke.operations().find(parent, name);
            gke.operations().cancel(gke.site(operation.cluster()).cluster(), operation);
            return operation;
        });
    }

    /** @param version exact, or an alias as {@link VersionRequest} explains them */
    public SimulatedOperation upgradeControlPlane(ClusterRef ref, String version) {
        return write("UpdateMaster", ref, version, () -> {
            SimulatedCluster cluster = gke.site(ref).cluster();
            gke.operations().requireIdle(cluster);
            ServerVersions offer = offerFor(cluster);
            GkeVersion target = resolve(version, offer.controlPlane(), offer.defaultVersion());
            ControlPlaneUpgrade.check(cluster, target, offer);
            GkeTimings.Span length =
                    ref.zonal() ? gke.timings().zonalUpgrade() : gke.timings().regionalUpgrade();
            return ControlPlaneUpgrade.start(
                    cluster,
                    target,
                    length.pick(gke.random()),
                    gke.faults().operationError("UPGRADE_MASTER"),
                    gke.operations(),
                    gke.timeline());
        });
    }

    /** The version that this text means for nodes of the cluster; nothing and {@code -} mean the control plane's. */
    public GkeVersion nodeVersion(ClusterRef ref, String version) {
        SimulatedCluster cluster = gke.site(ref).cluster();
        return version.isEmpty()
                ? cluster.version()
                : resolve(version, offerFor(cluster).nodes(), cluster.version());
    }

    public SimulatedOperation createPool(ClusterRef ref, NodePool pool) {
        return write("CreateNodePool", ref, pool.name(), () -> pools.create(ref, pool));
    }

    public SimulatedOperation deletePool(ClusterRef ref, String pool) {
        return write("DeleteNodePool", ref, pool, () -> pools.delete(ref, pool));
    }

    /** @param nodesPerZone how many nodes each zone shall have */
    public SimulatedOperation resizePool(ClusterRef ref, String pool, int nodesPerZone) {
        return write("SetNodePoolSize", ref, pool, () -> pools.resize(ref, pool, nodesPerZone));
    }

    /** Changes everything about the pool that differs, but its name and its zones. */
    public SimulatedOperation updatePool(ClusterRef ref, NodePool changed) {
        return write("UpdateNodePool", ref, changed.name(), () -> pools.update(ref, changed));
    }

    /** What the simulated GKE may change by itself; it never does, so that a test sees only what it asked for. */
    public Upkeep upkeep(ClusterRef ref) {
        SimulatedCluster cluster = gke.site(ref).cluster();
        return call(
                "GetCluster",
                ref.resourceName(),
                "",
                false,
                () -> new Upkeep(
                        cluster.settings().channel().isEmpty()
                                ? Set.of()
                                : cluster.pools().stream()
                                        .map(SimulatedPool::name)
                                        .collect(Collectors.toSet()),
                        cluster.exclusions()));
    }

    /** What {@link #upkeep} tells of exclusions, without a call of its own. */
    public List<MaintenanceExclusion> exclusions(ClusterRef ref) {
        return gke.site(ref).cluster().exclusions();
    }

    /** Replaces all exclusions, as GKE does. */
    public SimulatedOperation setMaintenanceExclusions(ClusterRef ref, List<MaintenanceExclusion> exclusions) {
        return write("SetMaintenancePolicy", ref, "", () -> {
            SimulatedCluster cluster = gke.site(ref).cluster();
            gke.operations().requireIdle(cluster);
            MaintenanceRules.check(cluster, exclusions);
            cluster.exclusions(MaintenanceRules.dated(cluster, exclusions, gke.support(cluster.version())));
            return gke.operations()
                    .start(
                            cluster,
                            "UPDATE_CLUSTER",
                            "",
                            Duration.ofSeconds(2),
                            gke.faults().operationError("UPDATE_CLUSTER"),
                            Operations.NOTHING);
        });
    }

    /** These taints replace all that the pool has, on nodes that are there as well. */
    public SimulatedOperation setPoolTaints(ClusterRef ref, String pool, List<Taint> taints) {
        return write("UpdateNodePool", ref, pool, () -> pools.setTaints(ref, pool, taints));
    }

    public SimulatedOperation setPoolAutoscaling(ClusterRef ref, String pool, NodePool.Autoscaling limits) {
        return write("SetNodePoolAutoscaling", ref, pool, () -> pools.setAutoscaling(ref, pool, limits));
    }

    /** Has the deletion of the pool honour PodDisruptionBudgets. */
    public SimulatedOperation respectBudgetsOnDeletion(ClusterRef ref, String pool) {
        return write("UpdateNodePool", ref, pool, () -> pools.respectBudgets(ref, pool));
    }

    /** Whether the deletion of the pool would honour PodDisruptionBudgets. */
    public boolean respectsBudgetsOnDeletion(ClusterRef ref, String pool) {
        return pools.find(ref, pool).respectsBudgets();
    }

    private ServerVersions offerFor(SimulatedCluster cluster) {
        return gke.versions().forChannel(cluster.settings().channel());
    }

    private static GkeVersion resolve(String text, List<GkeVersion> valid, GkeVersion defaultVersion) {
        try {
            return new VersionRequest(text).resolve(valid, defaultVersion);
        } catch (InvalidValue e) {
            throw new GkeError(GkeError.Code.INVALID_ARGUMENT, "Version \"" + text + "\" is invalid.");
        }
    }

    private <T> T write(String method, ClusterRef ref, String subject, Supplier<T> body) {
        return call(method, ref.resourceName(), subject, true, body);
    }

    private <T> T call(String method, String resource, String subject, boolean write, Supplier<T> body) {
        GkeFaults.CallFault fault = gke.faults().onCall(method);
        String result = fault.name();
        try {
            gke.faults().declined(method).ifPresent(declined -> {
                throw declined;
            });
            T answer = underFault(fault, body);
            result = "OK";
            return answer;
        } catch (GkeError e) {
            result = fault == GkeFaults.CallFault.NONE ? e.code().name() : result;
            throw e;
        } finally {
            gke.log().add(new RequestLog.Entry(gke.timeline().now(), who, method, resource, subject, write, result));
        }
    }

    private static <T> T underFault(GkeFaults.CallFault fault, Supplier<T> body) {
        if (fault == GkeFaults.CallFault.UNAVAILABLE) {
            throw new GkeError(GkeError.Code.UNAVAILABLE, "The service is currently unavailable.");
        }
        if (fault == GkeFaults.CallFault.QUOTA) {
            throw new GkeError(
                    GkeError.Code.RESOURCE_EXHAUSTED,
                    "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' of service"
                            + " 'container.googleapis.com'.");
        }
        T answer = body.get();
        if (fault == GkeFaults.CallFault.LOST_RESPONSE) {
            throw new GkeError(GkeError.Code.UNAVAILABLE, "Connection reset by peer");
        }
        return answer;
    }
}
