package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import java.util.Set;

/**
 * A node, or several alike that a pool may come to have.
 *
 * @param pool its node pool
 * @param zones where it is, or may come to be; empty when that is not known
 * @param free what pods that are to come may take of each
 * @param count how many there are
 */
record Place(String pool, Set<String> zones, Amounts free, long count) {
    Place {
        zones = Set.copyOf(zones);
    }

    /** @param zone the only one that will do; empty for any */
    boolean in(String zone) {
        return zone.isEmpty() || zones.isEmpty() || zones.contains(zone);
    }
}
