package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadVerdict;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stage tells of one workload: a row in the table of the build's report, and an item of the list that scripts
 * find as {@code workloads} in the result. Only what is known is in it.
 */
public final class WorkloadRow {
    /** Key of the list of rows in an outcome's details. */
    public static final String ROWS = "workloads";

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** @param reason one clause with numbers */
    public WorkloadRow(Workload workload, WorkloadVerdict verdict, String reason) {
        values.put("kind", workload.kind().kubernetes());
        values.put("namespace", workload.ref().namespace());
        values.put("name", workload.ref().name());
        values.put("team", workload.team());
        values.put("verdict", verdict.name());
        values.put("reason", reason);
    }

    /** @param pools each as {@link Fleet#poolAndVersion} tells it; none when they are not known */
    public WorkloadRow from(Collection<String> pools) {
        return put("from", joined(pools));
    }

    /** @param pools each as {@link Fleet#poolAndVersion} tells it; none when they are not known */
    public WorkloadRow to(Collection<String> pools) {
        return put("to", joined(pools));
    }

    /** @param duration from the first change to it until it was seen well; null when it was not measured */
    public WorkloadRow took(Duration duration) {
        return put("durationSeconds", duration == null ? null : duration.toSeconds());
    }

    /**
     * The same, to a value that only some stages know.
     *
     * @param value plain; null when it is not known
     */
    public WorkloadRow put(String key, Object value) {
        if (value != null) {
            values.put(key, value);
        }
        return this;
    }

    public Map<String, Object> details() {
        return new LinkedHashMap<>(values);
    }

    public static List<Map<String, Object>> details(Collection<WorkloadRow> rows) {
        return rows.stream().map(WorkloadRow::details).toList();
    }

    private static String joined(Collection<String> pools) {
        return pools.isEmpty()
                ? null
                : String.join(", ", pools.stream().sorted().toList());
    }
}
