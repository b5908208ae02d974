package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import java.util.List;
import java.util.function.Supplier;

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
