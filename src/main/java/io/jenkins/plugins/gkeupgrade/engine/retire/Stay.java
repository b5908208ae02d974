package io.jenkins.plugins.gkeupgrade.engine.retire;

import java.io.Serializable;
import java.util.List;

/**
 * How the pods of one workload are spread at one look.
 *
 * @param wanted how many there are to be
 * @param ready how many are ready and stay
 * @param left how many are on the pool that retires, and are not ending
 * @param to pools of those that are ready elsewhere, each with its version
 */
record Stay(int wanted, int ready, int left, List<String> to) implements Serializable {
    private static final long serialVersionUID = 1L;

    Stay {
        to = List.copyOf(to);
    }

    /** After the eviction of one of its pods from the pool. */
    Stay without(boolean readyPod) {
        return new Stay(wanted, readyPod ? ready - 1 : ready, left - 1, to);
    }

    boolean complete() {
        return ready >= wanted;
    }
}
