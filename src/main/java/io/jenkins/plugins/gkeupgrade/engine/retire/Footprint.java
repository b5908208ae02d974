package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;

/**
 * What retiring a pool changes in GKE and has to put back if it does not come to its end. It is written on the nodes of
 * the pool before the first change, so that whoever puts it back needs no memory of ours.
 *
 * @param scaling limits of the pool's autoscaler before we switched it off; null when it was off
 * @param taintKey key of the opt-in taint
 * @param untainted other pools whose opt-in taint we drop
 */
record Footprint(NodePool.Autoscaling scaling, String taintKey, List<String> untainted) implements Serializable {
    private static final long serialVersionUID = 1L;

    Footprint {
        untainted = List.copyOf(untainted);
    }

    /** Both together; limits that were written down earlier stand in where the autoscaler is switched off already. */
    Footprint with(Footprint earlier) {
        if (earlier == null) {
            return this;
        }
        TreeSet<String> pools = new TreeSet<>(untainted);
        pools.addAll(earlier.untainted);
        return new Footprint(scaling != null ? scaling : earlier.scaling, taintKey, List.copyOf(pools));
    }
}
