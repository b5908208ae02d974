package io.jenkins.plugins.gkeupgrade.engine.overview;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import java.time.LocalDate;

/**
 * One node pool in the overview.
 *
 * @param isNew whether it carries the taint that workloads opt in to
 * @param nodes how many it has now
 * @param supportEnd when its version leaves support; null when that is not known
 */
public record PoolStatus(NodePool pool, boolean isNew, long nodes, LocalDate supportEnd) {}
