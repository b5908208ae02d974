package io.jenkins.plugins.gkeupgrade.simulation;

import java.util.List;

/**
 * GKE as the cluster autoscaler sees it: groups of equal machines that can be asked to grow.
 *
 * <p>One group per pool and zone.
 */
public interface NodeGroups {
    /**
     * @param template what a node of the group looks like, also while there is none
     * @param size machines that it has or has been asked for
     * @param min fewest
     * @param max most
     */
    record Group(NodeTemplate template, int size, int min, int max) {}

    /** The groups of pools with autoscaling on. */
    List<Group> groups();

    /** Asks for so many more machines in the pool's group in that zone; they join after their boot time. */
    void grow(String pool, String zone, int by);

    /** Gives back a machine that nobody needs. */
    void release(String nodeName);
}
