package io.jenkins.plugins.gkeupgrade.report;

import java.time.Instant;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What the steps of one build did. The fields are the JSON: docs/report.md describes them. */
@ExportedBean(defaultVisibility = ReportJson.ALWAYS)
public final class UpgradeReport {
    /** ISO 8601, in UTC: until when steps that have not ended are known to have run. */
    @Exported
    public final String asOf;

    /** Whether the build runs, so that there may be more to tell. */
    @Exported
    public final boolean building;

    @Exported
    public final List<ClusterEntry> clusters;

    @Exported
    public final List<StepEntry> steps;

    UpgradeReport(Instant asOf, boolean building, List<ClusterEntry> clusters, List<StepEntry> steps) {
        this.asOf = asOf.toString();
        this.building = building;
        this.clusters = List.copyOf(clusters);
        this.steps = List.copyOf(steps);
    }
}
