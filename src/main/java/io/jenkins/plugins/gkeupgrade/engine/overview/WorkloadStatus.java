package io.jenkins.plugins.gkeupgrade.engine.overview;

import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.time.LocalDate;
import java.util.List;

/**
 * One workload in the overview.
 *
 * @param status where it stands
 * @param reason why it cannot move, or what opting in would change
 * @param pools node pools that its pods run on
 * @param supportEnd when the oldest version that it runs on leaves support; null when that is not known
 */
public record WorkloadStatus(
        Workload workload, OptInStatus status, String reason, List<String> pools, LocalDate supportEnd) {
    public WorkloadStatus {
        pools = List.copyOf(pools);
    }

    public String team() {
        return workload.team();
    }
}
