package io.jenkins.plugins.gkeupgrade.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One workload in the report. What is not known is null. */
@ExportedBean(defaultVisibility = ReportJson.ALWAYS)
public final class WorkloadEntry {
    @Exported
    public final String team;

    @Exported
    public final String namespace;

    @Exported
    public final String kind;

    @Exported
    public final String name;

    @Exported
    public final String from;

    @Exported
    public final String to;

    @Exported
    public final String verdict;

    @Exported
    public final Long durationSeconds;

    /** ISO 8601, in UTC: when its move began. */
    @Exported
    public final String startedAt;

    /** Fewest replicas that were seen available while it moved. */
    @Exported
    public final Long lowestAvailable;

    /** Fewest that its own strategy allows. */
    @Exported
    public final Long allowedAvailable;

    @Exported
    public final String reason;

    /** What a check of readiness found about it: maps with {@code id}, {@code severity}, {@code reason} and more. */
    @Exported
    public final List<Object> findings;

    /** The last step that told of it. */
    @Exported
    public final String step;

    /** @param values as a step tells them, see {@link io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow} */
    WorkloadEntry(Map<String, Object> values) {
        team = text(values, "team");
        namespace = text(values, "namespace");
        kind = text(values, "kind");
        name = text(values, "name");
        from = text(values, "from");
        to = text(values, "to");
        verdict = text(values, "verdict");
        durationSeconds = number(values, "durationSeconds");
        startedAt = text(values, "startedAt");
        lowestAvailable = number(values, MergedRow.LOWEST);
        allowedAvailable = number(values, MergedRow.ALLOWED);
        reason = text(values, "reason");
        findings = values.get("findings") instanceof List<?> list ? new ArrayList<>(list) : List.of();
        step = text(values, MergedRow.STEP);
    }

    private static String text(Map<String, Object> values, String key) {
        Object value = values.get(key);
        return value == null ? null : value.toString();
    }

    private static Long number(Map<String, Object> values, String key) {
        return values.get(key) instanceof Number number ? number.longValue() : null;
    }
}
