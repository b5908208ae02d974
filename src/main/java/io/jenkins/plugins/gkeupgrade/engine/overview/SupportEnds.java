package io.jenkins.plugins.gkeupgrade.engine.overview;

import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When the versions of a cluster leave support. Support goes by minor version, so that a cluster of many pools takes a
 * call or two.
 */
final class SupportEnds {
    private final Map<String, Optional<LocalDate>> byMinor = new HashMap<>();
    private final Map<String, String> minorByPool = new HashMap<>();
    private final String minor;

    private SupportEnds(Cluster cluster) {
        this.minor = cluster.version().minorText();
        cluster.pools().forEach(p -> minorByPool.put(p.name(), p.version().minorText()));
    }

    static SupportEnds ask(ControlPlane controlPlane, Cluster cluster) {
        SupportEnds ends = new SupportEnds(cluster);
        ends.ask(controlPlane, cluster, ends.minor, "");
        for (NodePool pool : cluster.pools()) {
            ends.ask(controlPlane, cluster, pool.version().minorText(), pool.name());
        }
        return ends;
    }

    private void ask(ControlPlane controlPlane, Cluster cluster, String asked, String pool) {
        byMinor.computeIfAbsent(asked, ignored -> end(controlPlane, cluster, pool));
    }

    /** GKE does not tell for every cluster, and a page without the day is better than no page. */
    private static Optional<LocalDate> end(ControlPlane controlPlane, Cluster cluster, String pool) {
        try {
            return controlPlane.supportOf(pool).in(cluster.releaseChannel());
        } catch (StageException unknown) {
            return Optional.empty();
        }
    }

    /** Null when it is not known. */
    LocalDate ofControlPlane() {
        return byMinor.get(minor).orElse(null);
    }

    /** Null when it is not known, and for a pool that GKE does not list (any more). */
    LocalDate of(String pool) {
        return byMinor.getOrDefault(minorByPool.getOrDefault(pool, ""), Optional.empty())
                .orElse(null);
    }
}
