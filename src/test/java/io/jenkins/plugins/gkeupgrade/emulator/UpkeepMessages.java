package io.jenkins.plugins.gkeupgrade.emulator;

import com.google.container.v1.MaintenanceExclusionOptions;
import com.google.container.v1.MaintenancePolicy;
import com.google.container.v1.TimeWindow;
import com.google.protobuf.Timestamp;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeError;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** When the simulated GKE may not upgrade by itself, as messages of the GKE API. */
final class UpkeepMessages {
    private UpkeepMessages() {}

    static MaintenancePolicy policy(List<MaintenanceExclusion> exclusions) {
        MaintenancePolicy.Builder policy = MaintenancePolicy.newBuilder();
        exclusions.forEach(e -> policy.getWindowBuilder().putMaintenanceExclusions(e.name(), window(e)));
        return policy.setResourceVersion(Integer.toHexString(exclusions.hashCode()))
                .build();
    }

    private static TimeWindow window(MaintenanceExclusion exclusion) {
        TimeWindow.Builder window = TimeWindow.newBuilder()
                .setStartTime(timestamp(exclusion.start()))
                .setEndTime(timestamp(exclusion.end()));
        window.getMaintenanceExclusionOptionsBuilder()
                .setScope(MaintenanceExclusionOptions.Scope.valueOf(
                        exclusion.scope().name()));
        if (exclusion.untilEndOfSupport()) {
            window.getMaintenanceExclusionOptionsBuilder()
                    .setEndTimeBehavior(MaintenanceExclusionOptions.EndTimeBehavior.UNTIL_END_OF_SUPPORT);
        }
        return window.build();
    }

    /** @param now what the cluster has, with which the caller's version of it must agree */
    static List<MaintenanceExclusion> wanted(MaintenancePolicy policy, List<MaintenanceExclusion> now) {
        if (!policy.getResourceVersion().equals(policy(now).getResourceVersion())) {
            throw new GkeError(
                    GkeError.Code.ABORTED, "The maintenance policy has changed since it was read (resource_version).");
        }
        return policy.getWindow().getMaintenanceExclusionsMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> exclusion(e.getKey(), e.getValue()))
                .toList();
    }

    private static MaintenanceExclusion exclusion(String name, TimeWindow window) {
        MaintenanceExclusionOptions options = window.getMaintenanceExclusionOptions();
        return new MaintenanceExclusion(
                name,
                MaintenanceExclusion.Scope.valueOf(options.getScope().name()),
                instant(window.getStartTime()),
                window.hasEndTime() ? instant(window.getEndTime()) : null,
                options.getEndTimeBehavior() == MaintenanceExclusionOptions.EndTimeBehavior.UNTIL_END_OF_SUPPORT);
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds());
    }
}
