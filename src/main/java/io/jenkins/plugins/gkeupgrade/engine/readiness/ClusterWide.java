package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUse;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be known of a cluster beyond the workloads that are selected.
 *
 * @param lists DaemonSets, pods and Services of all namespaces, and admission webhooks
 * @param upkeep what GKE may change by itself; empty when nobody wants to know
 * @param support until when GKE supports each node pool's version
 * @param apiUse which deprecated API versions are in use
 */
public record ClusterWide(Snapshot lists, Optional<Upkeep> upkeep, Map<String, SupportEnd> support, ApiUse apiUse) {
    private static final Set<ResourceKind> WEBHOOKS =
            Set.of(ResourceKind.VALIDATING_WEBHOOKS, ResourceKind.MUTATING_WEBHOOKS);
    private static final Set<ResourceKind> EVERYWHERE =
            Set.of(ResourceKind.DAEMON_SETS, ResourceKind.PODS, ResourceKind.SERVICES);

    /** Nothing was looked at. */
    public static final ClusterWide UNKNOWN =
            new ClusterWide(new Snapshot(Map.of()), Optional.empty(), Map.of(), new ApiUse.Unknown("it was not asked"));

    public ClusterWide {
        support = Map.copyOf(support);
    }

    /**
     * Looks at the cluster.
     *
     * @param selected what was listed for the workloads; what is in it for all namespaces is not listed again
     */
    public static ClusterWide look(
            World world, Cluster cluster, Selection selection, Snapshot selected, ReadinessPolicy policy) {
        boolean maintenance = policy.maintenanceExclusion() != ReadinessPolicy.MaintenanceExclusion.IGNORE;
        Map<String, SupportEnd> support = new HashMap<>();
        cluster.pools().stream().map(NodePool::name).forEach(p -> support.put(p, supportOf(p, world)));
        return new ClusterWide(
                lists(world, selection, selected),
                maintenance ? Optional.of(world.controlPlane().upkeep()) : Optional.empty(),
                support,
                world.workloads().deprecatedApis());
    }

    /**
     * Looks at what matters to workloads that are about to move: what runs in the cluster, and nothing else.
     *
     * @param selected what is known already; what is in it for all namespaces is not listed again
     */
    public static ClusterWide lookAround(World world, Selection selection, Snapshot selected) {
        return new ClusterWide(
                lists(world, selection, selected), Optional.empty(), Map.of(), new ApiUse.Unknown("it was not asked"));
    }

    private static Snapshot lists(World world, Selection selection, Snapshot selected) {
        Map<ResourceKind, Listed> lists = new EnumMap<>(ResourceKind.class);
        Set<ResourceKind> missing = new TreeSet<>(WEBHOOKS);
        for (ResourceKind kind : EVERYWHERE) {
            if (selection.watchedNamespace().isEmpty() && selected.lists().containsKey(kind)) {
                lists.put(kind, selected.lists().get(kind));
            } else {
                missing.add(kind);
            }
        }
        lists.putAll(world.workloads().list(missing, ""));
        return new Snapshot(lists);
    }

    /** Not to know it is no reason to give up. */
    private static SupportEnd supportOf(String pool, World world) {
        try {
            return world.controlPlane().supportOf(pool);
        } catch (Failed unknown) {
            return SupportEnd.UNKNOWN;
        }
    }
}
