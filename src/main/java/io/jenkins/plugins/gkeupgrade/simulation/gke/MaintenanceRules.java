package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What GKE makes of maintenance exclusions. */
final class MaintenanceRules {
    /** Exclusions that a cluster may have: three of scope NO_UPGRADES and twenty in all. */
    private static final int MOST = 20;

    private MaintenanceRules() {}

    static void check(SimulatedCluster cluster, List<MaintenanceExclusion> exclusions) {
        if (exclusions.size() > MOST) {
            throw new GkeError(
                    GkeError.Code.INVALID_ARGUMENT, "Too many maintenance exclusions: at most " + MOST + " allowed.");
        }
        for (MaintenanceExclusion exclusion : exclusions) {
            if (cluster.settings().channel().isEmpty() && exclusion.scope() != MaintenanceExclusion.Scope.NO_UPGRADES) {
                throw new GkeError(
                        GkeError.Code.INVALID_ARGUMENT,
                        "Maintenance exclusion scope " + exclusion.scope()
                                + " is only supported for clusters enrolled in a release channel.");
            }
            if (exclusion.end() == null && !exclusion.untilEndOfSupport()) {
                throw new GkeError(
                        GkeError.Code.INVALID_ARGUMENT,
                        "Maintenance exclusion " + exclusion.name() + " has no end time.");
            }
        }
    }

    /** With the end of support worked out where an exclusion lasts that long. */
    static List<MaintenanceExclusion> dated(
            SimulatedCluster cluster, List<MaintenanceExclusion> exclusions, SupportEnd support) {
        LocalDate end = support.in(cluster.settings().channel()).orElseThrow();
        return exclusions.stream()
                .map(e -> e.untilEndOfSupport()
                        ? new MaintenanceExclusion(
                                e.name(),
                                e.scope(),
                                e.start(),
                                end.atStartOfDay(ZoneOffset.UTC).toInstant(),
                                true)
                        : e)
                .toList();
    }
}
