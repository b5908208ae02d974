package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.Set;

/**
 * Pods of one workload that are to find a node.
 *
 * @param each what one of them asks for
 * @param count how many
 * @param zone the only one that they can be in; empty for any
 * @param pools node pools that take them
 */
record Demand(Workload workload, Amounts each, long count, String zone, Set<String> pools) {
    Demand {
        pools = Set.copyOf(pools);
    }

    boolean mayUse(Place place) {
        return pools.contains(place.pool()) && place.in(zone);
    }
}
