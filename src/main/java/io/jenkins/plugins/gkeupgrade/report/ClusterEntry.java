package io.jenkins.plugins.gkeupgrade.report;

import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One cluster in the report. */
@ExportedBean(defaultVisibility = ReportJson.ALWAYS)
public final class ClusterEntry {
    /** Full resource name, or what the script said when that is not known. */
    @Exported
    public final String cluster;

    @Exported
    public final String name;

    /** Null when no step asked GKE. */
    @Exported
    public final VersionChange controlPlane;

    @Exported
    public final List<VersionChange> pools;

    @Exported
    public final List<WorkloadEntry> workloads;

    ClusterEntry(
            String cluster,
            String name,
            VersionChange controlPlane,
            List<VersionChange> pools,
            List<WorkloadEntry> workloads) {
        this.cluster = cluster;
        this.name = name;
        this.controlPlane = controlPlane;
        this.pools = List.copyOf(pools);
        this.workloads = List.copyOf(workloads);
    }
}
