package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;

/** Looks for one kind of trouble, or a few that belong together, in one workload. Pure: it calls nothing. */
@FunctionalInterface
public interface WorkloadCheck {
    List<Finding> check(Workload workload, ReadinessObservation seen);
}
