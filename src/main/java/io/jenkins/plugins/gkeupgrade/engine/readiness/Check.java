package io.jenkins.plugins.gkeupgrade.engine.readiness;

import java.util.List;

/** Looks for one kind of trouble, or a few that belong together, in the cluster as a whole. Pure: it calls nothing. */
@FunctionalInterface
public interface Check {
    List<Finding> check(ReadinessObservation seen);
}
