package io.jenkins.plugins.gkeupgrade.engine.pool;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a request for a pool means in a cluster: which version, cloned from what, called what, how large. */
final class PoolChoice {
    /** How many minor versions behind the control plane GKE makes nodes. */
    private static final int MAX_SKEW = 2;

    private final TaintedPoolRequest request;
    private final Cluster cluster;
    private final ServerVersions versions;

    PoolChoice(TaintedPoolRequest request, Cluster cluster, ServerVersions versions) {
        this.request = request;
        this.cluster = cluster;
        this.versions = versions;
    }

    /** @throws Refused when it means nothing in this cluster */
    PoolSpec spec() {
        GkeVersion version = version();
        NodePool source = source(version);
        String name = request.name().isEmpty() ? nameFor(source, version) : request.name();
        int min = request.minNodes() == null ? 0 : request.minNodes();
        int max = request.maxNodes() == null ? Math.max(min, most(source)) : request.maxNodes();
        if (min > max) {
            throw new Refused(
                    "minNodes " + min + " is more than maxNodes " + max + ".", "Lower minNodes or raise maxNodes.");
        }
        return new PoolSpec(name, source.name(), version, new OptInTaint(request.taintKey(), version), min, max);
    }

    private String nameFor(NodePool source, GkeVersion version) {
        boolean standsIn = request.from().isEmpty() && madeFor(source, version);
        return standsIn ? source.name() : PoolNames.derived(source.name(), version);
    }

    private static int most(NodePool source) {
        NodePool.Autoscaling limits = source.autoscaling();
        if (!limits.enabled()) {
            return Math.max(1, source.nodeCount());
        }
        int zones = Math.max(1, source.locations().size());
        int perZone = limits.total() ? (limits.max() + zones - 1) / zones : limits.max();
        return Math.max(1, perZone);
    }

    private GkeVersion version() {
        GkeVersion controlPlane = cluster.version();
        if (request.version().exact()) {
            return GkeVersion.parse(request.version().text());
        }
        // In the GKE API, "-" stands for the control plane's version where it is asked of nodes.
        if (request.version().text().equals("-") || request.version().matches(controlPlane)) {
            return controlPlane;
        }
        List<GkeVersion> possible = versions.nodes().stream()
                .filter(v -> v.compareTo(controlPlane) <= 0)
                .toList();
        try {
            return request.version().resolve(possible, controlPlane);
        } catch (InvalidValue e) {
            if (versions.nodes().stream().anyMatch(request.version()::matches)) {
                throw tooNew(request.version().text());
            }
            throw new Refused("version: " + e.getMessage(), "Ask for one of these versions.");
        }
    }

    private Refused tooNew(String version) {
        return new Refused(
                "Nodes of " + version + " would be newer than the control plane, which runs " + cluster.version() + ".",
                "Run gkeUpgradeMaster with this version first.");
    }

    /** @throws Refused when GKE will not make nodes of that version here */
    void checkVersion(GkeVersion version) {
        GkeVersion controlPlane = cluster.version();
        if (version.compareTo(controlPlane) > 0) {
            throw tooNew(version.toString());
        }
        if (controlPlane.minorsAheadOf(version) > MAX_SKEW) {
            throw new Refused(
                    "Nodes of " + version + " would be more than " + MAX_SKEW
                            + " minor versions behind the control plane, which runs " + controlPlane + ".",
                    "Ask for a newer version.");
        }
        if (!version.equals(controlPlane) && !versions.nodes().contains(version)) {
            throw new Refused(
                    "GKE does not offer nodes of " + version + " for " + cluster.ref() + ".",
                    "Ask for one of " + offer(controlPlane) + ".");
        }
    }

    private String offer(GkeVersion controlPlane) {
        return String.join(
                ", ",
                Stream.concat(Stream.of(controlPlane), versions.nodes().stream())
                        .distinct()
                        .filter(v -> v.compareTo(controlPlane) <= 0)
                        .sorted(Comparator.reverseOrder())
                        .limit(8)
                        .map(GkeVersion::toString)
                        .toList());
    }

    /**
     * The pool to clone. When it was retired after an earlier run, the pool that this run made stands in for it: a clone
     * of itself is what is there.
     */
    private NodePool source(GkeVersion version) {
        if (!request.from().isEmpty()) {
            String made = request.name().isEmpty() ? PoolNames.derived(request.from(), version) : request.name();
            return cluster.pool(request.from())
                    .or(() -> cluster.pool(made).filter(pool -> madeFor(pool, version)))
                    .orElseThrow(this::noSuchSource);
        }
        List<NodePool> candidates = cluster.pools().stream()
                .filter(pool -> !pool.name().equals(request.name()))
                .filter(pool -> pool.taints().stream().noneMatch(t -> t.key().equals(request.taintKey())))
                .filter(pool -> !madeFor(pool, version))
                .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        List<NodePool> made = cluster.pools().stream()
                .filter(pool -> madeFor(pool, version))
                .filter(pool -> request.name().isEmpty() || pool.name().equals(request.name()))
                .toList();
        if (candidates.isEmpty() && made.size() == 1) {
            return made.get(0);
        }
        throw unclear(candidates);
    }

    /** By its taint, or by its label when it was normalised after an earlier run and lost the taint. */
    private boolean madeFor(NodePool pool, GkeVersion version) {
        return pool.taints().contains(new OptInTaint(request.taintKey(), version).taint())
                || version.toString().equals(pool.labels().get(request.taintKey()));
    }

    private Refused noSuchSource() {
        return new Refused(
                "from: there is no node pool '" + request.from() + "' in " + cluster.ref() + ".",
                cluster.pools().isEmpty() ? "It has none to clone." : "Choose one of " + named(cluster.pools()) + ".");
    }

    private Refused unclear(List<NodePool> candidates) {
        String found = candidates.isEmpty() ? "no node pool" : candidates.size() + " node pools";
        List<NodePool> choice = candidates.isEmpty() ? cluster.pools() : candidates;
        return new Refused(
                cluster.ref() + " has " + found + " without a taint " + request.taintKey()
                        + ", so which one to clone is not clear.",
                choice.isEmpty() ? "Make a node pool first." : "Set from to one of " + named(choice) + ".");
    }

    private static String named(List<NodePool> pools) {
        return String.join(
                ", ",
                pools.stream().map(p -> p.name() + " (" + p.version() + ")").toList());
    }
}
