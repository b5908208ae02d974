package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.container.v1.Cluster;
import com.google.container.v1.MaintenanceExclusionOptions;
import com.google.container.v1.MaintenancePolicy;
import com.google.container.v1.NodePool;
import com.google.container.v1.TimeWindow;
import com.google.protobuf.Timestamp;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What GKE may change by itself, between its messages and the engine's values. */
final class UpkeepReader {
    private UpkeepReader() {}

    static Upkeep upkeep(Cluster cluster) {
        Set<String> autoUpgraded = cluster.getNodePoolsList().stream()
                .filter(pool -> pool.getManagement().getAutoUpgrade())
                .map(NodePool::getName)
                .collect(Collectors.toSet());
        return new Upkeep(autoUpgraded, exclusions(cluster.getMaintenancePolicy()));
    }

    private static List<MaintenanceExclusion> exclusions(MaintenancePolicy policy) {
        return policy.getWindow().getMaintenanceExclusionsMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> exclusion(e.getKey(), e.getValue()))
                .toList();
    }

    private static MaintenanceExclusion exclusion(String name, TimeWindow window) {
        MaintenanceExclusionOptions options = window.getMaintenanceExclusionOptions();
        return new MaintenanceExclusion(
                name,
                switch (options.getScope()) {
                    case NO_UPGRADES -> MaintenanceExclusion.Scope.NO_UPGRADES;
                    case NO_MINOR_OR_NODE_UPGRADES -> MaintenanceExclusion.Scope.NO_MINOR_OR_NODE_UPGRADES;
                    // One that is not known may keep less than one hopes.
                    case NO_MINOR_UPGRADES, UNRECOGNIZED -> MaintenanceExclusion.Scope.NO_MINOR_UPGRADES;
                },
                instant(window.getStartTime()),
                window.hasEndTime() ? instant(window.getEndTime()) : null,
                options.getEndTimeBehavior() == MaintenanceExclusionOptions.EndTimeBehavior.UNTIL_END_OF_SUPPORT);
    }

    /** The policy with this exclusion too; all else that is in it stays, and so does its version, for the comparison. */
    static MaintenancePolicy with(MaintenancePolicy policy, MaintenanceExclusion exclusion) {
        MaintenanceExclusionOptions.Builder options = MaintenanceExclusionOptions.newBuilder()
                .setScope(MaintenanceExclusionOptions.Scope.valueOf(
                        exclusion.scope().name()));
        TimeWindow.Builder window = TimeWindow.newBuilder().setStartTime(timestamp(exclusion.start()));
        if (exclusion.untilEndOfSupport()) {
            options.setEndTimeBehavior(MaintenanceExclusionOptions.EndTimeBehavior.UNTIL_END_OF_SUPPORT);
        }
        if (exclusion.end() != null) {
            window.setEndTime(timestamp(exclusion.end()));
        }
        MaintenancePolicy.Builder changed = policy.toBuilder();
        changed.getWindowBuilder()
                .putMaintenanceExclusions(
                        exclusion.name(),
                        window.setMaintenanceExclusionOptions(options).build());
        return changed.build();
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
    }
}
