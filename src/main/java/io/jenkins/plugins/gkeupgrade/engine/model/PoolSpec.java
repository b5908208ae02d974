package io.jenkins.plugins.gkeupgrade.engine.model;

import java.io.Serializable;

/**
 * The node pool to be made: a clone of another one, but for what is named here.
 *
 * @param name name of the new pool
 * @param source name of the pool to clone
 * @param version version of the new pool's nodes
 * @param optIn taint and matching label added to what the source has
 * @param minNodes fewest nodes per zone
 * @param maxNodes most nodes per zone
 */
public record PoolSpec(String name, String source, GkeVersion version, OptInTaint optIn, int minNodes, int maxNodes)
        implements Serializable {}
