package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.simulation.NodeGroups;
import io.jenkins.plugins.gkeupgrade.simulation.NodeHost;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * GKE in memory. Clusters and pools that are added here were there from the beginning of time; what changes later
 * changes through {@link #api}.
 *
 * <p>Not thread-safe: who shares it between threads holds the one lock that also guards its {@link Timeline}.
 */
public final class SimulatedGke {
    /** A cluster and the machines of its pools. */
    record Site(SimulatedCluster cluster, Machines machines) {}

    private final Timeline timeline;
    private final ServerConfig versions;
    private final GkeTimings timings;
    private final Random random;
    private final Operations operations;
    private final RequestLog log = new RequestLog();
    private final Map<ClusterRef, Site> sites = new LinkedHashMap<>();
    private GkeFaults faults = GkeFaults.NONE;
    private int monthsLater;

    /** @param seed the same seed gives the same durations and names */
    public SimulatedGke(Timeline timeline, ServerConfig versions, GkeTimings timings, long seed) {
        this.timeline = timeline;
        this.versions = versions;
        this.timings = timings;
        this.random = new Random(seed);
        this.operations = new Operations(timeline, random);
    }

    public void faults(GkeFaults from) {
        faults = from;
    }

    public RequestLog log() {
        return log;
    }

    /** Lets versions leave support so many whole months later that this one is supported on that day. */
    public void keepSupporting(GkeVersion version, LocalDate until) {
        monthsLater = Math.max(monthsLater, (int)
                Math.max(0, SupportCalendar.of(version).standard().until(until).toTotalMonths() + 1));
    }

    SupportEnd support(GkeVersion version) {
        SupportEnd usual = SupportCalendar.of(version);
        return new SupportEnd(
                usual.standard().plusMonths(monthsLater), usual.extended().plusMonths(monthsLater));
    }

    /** The API, in the name of a caller. */
    public GkeApi api(String who) {
        return new GkeApi(this, who);
    }

    /** Adds a cluster without pools. It wants a Kubernetes by {@link #attach} before time goes on. */
    public void addCluster(ClusterSettings settings) {
        SimulatedCluster cluster = new SimulatedCluster(settings);
        Machines machines = new Machines(cluster, timeline, timings.nodeBoot(), random, () -> faults);
        sites.put(settings.ref(), new Site(cluster, machines));
    }

    /** Keeps the node pools of the cluster at their version until the end of its support, under each of these names. */
    public void addExclusions(ClusterRef ref, List<String> names) {
        SimulatedCluster cluster = site(ref).cluster();
        List<MaintenanceExclusion> exclusions = names.stream()
                .map(name -> MaintenanceExclusion.keepingNodes(name, timeline.now()))
                .toList();
        cluster.exclusions(MaintenanceRules.dated(cluster, exclusions, support(cluster.version())));
    }

    /**
     * Adds a pool with all its nodes.
     *
     * @param pool without locations it has those of the cluster
     */
    public void addPool(ClusterRef ref, NodePool pool, int nodesPerZone) {
        Site site = site(ref);
        SimulatedPool added = new SimulatedPool(located(site.cluster(), pool), NodePool.RUNNING);
        MachineType.of(added.machineType());
        site.cluster().add(added);
        added.shape().locations().forEach(zone -> site.machines().place(added, zone, nodesPerZone));
        if (site.cluster().attached()) {
            site.machines().joinPlaced();
        }
    }

    /** Gives the cluster its Kubernetes, which its nodes join at once. */
    public void attach(ClusterRef ref, NodeHost kubernetes) {
        Site site = site(ref);
        site.cluster().attach(kubernetes);
        site.machines().joinPlaced();
    }

    /** The cluster as its autoscaler sees it. */
    public NodeGroups nodeGroups(ClusterRef ref) {
        return site(ref).machines();
    }

    /** All clusters, in the order in which they were added. */
    public List<ClusterRef> clusters() {
        return new ArrayList<>(sites.keySet());
    }

    Site site(ClusterRef ref) {
        Site site = sites.get(ref);
        if (site == null) {
            throw new GkeError(GkeError.Code.NOT_FOUND, "Not found: " + ref.resourceName() + ".");
        }
        return site;
    }

    static NodePool located(SimulatedCluster cluster, NodePool pool) {
        if (!pool.locations().isEmpty()) {
            return pool;
        }
        return new NodePool(
                pool.name(),
                pool.version(),
                pool.status(),
                pool.statusMessage(),
                pool.nodeCount(),
                pool.autoscaling(),
                pool.labels(),
                pool.taints(),
                cluster.settings().zones(),
                pool.settings());
    }

    Timeline timeline() {
        return timeline;
    }

    ServerConfig versions() {
        return versions;
    }

    GkeTimings timings() {
        return timings;
    }

    Random random() {
        return random;
    }

    Operations operations() {
        return operations;
    }

    GkeFaults faults() {
        return faults;
    }
}
