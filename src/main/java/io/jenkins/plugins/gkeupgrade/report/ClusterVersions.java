package io.jenkins.plugins.gkeupgrade.report;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Versions of a cluster at one moment. Stored with the build, so it is no record: Jenkins reads those back as null. */
final class ClusterVersions {
    private final String controlPlane;
    private final TreeMap<String, String> pools = new TreeMap<>();

    ClusterVersions(Cluster cluster) {
        controlPlane = cluster.version().toString();
        cluster.pools().forEach(pool -> pools.put(pool.name(), pool.version().toString()));
    }

    String controlPlane() {
        return controlPlane;
    }

    /** Versions of the node pools by name. */
    Map<String, String> pools() {
        return Collections.unmodifiableMap(pools);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterVersions that
                && controlPlane.equals(that.controlPlane)
                && pools.equals(that.pools);
    }

    @Override
    public int hashCode() {
        return Objects.hash(controlPlane, pools);
    }
}
