package io.jenkins.plugins.gkeupgrade.report;

import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One step in the report. */
@ExportedBean(defaultVisibility = ReportJson.ALWAYS)
public final class StepEntry {
    /** Id of the step's node in the Pipeline graph. */
    @Exported
    public final String id;

    @Exported
    public final String step;

    @Exported
    public final String cluster;

    @Exported
    public final String state;

    /** Its closing sentence; while it runs, what it waits for or does. */
    @Exported
    public final String summary;

    /** ISO 8601, in UTC. */
    @Exported
    public final String startedAt;

    /** Null while the step runs. */
    @Exported
    public final String endedAt;

    /** Null while the step runs. */
    @Exported
    public final Long durationSeconds;

    /** What the step returned to the script, or knew when it failed, but for the workloads. */
    @Exported
    public final Map<String, Object> details;

    StepEntry(StepRecord record) {
        id = record.id();
        step = record.step();
        cluster = record.cluster();
        state = record.state().name();
        summary = record.summary();
        startedAt = record.startedAt().toString();
        endedAt = record.endedAt().map(Instant::toString).orElse(null);
        durationSeconds = record.endedAt()
                .map(end -> Duration.between(record.startedAt(), end).toSeconds())
                .orElse(null);
        Map<String, Object> rest = new LinkedHashMap<>(record.details());
        rest.remove(WorkloadRow.ROWS);
        details = rest;
    }
}
