package io.jenkins.plugins.gkeupgrade.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all steps of a build told of one workload. The last word counts, but for the availability: the worst that was
 * seen must not be hidden by a step that saw nothing bad.
 */
final class MergedRow {
    static final String LOWEST = "lowestAvailable";
    static final String ALLOWED = "allowedAvailable";
    static final String STEP = "step";

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Which workload a row is about. */
    static List<String> key(Map<?, ?> row) {
        return List.of(
                String.valueOf(row.get("namespace")), String.valueOf(row.get("kind")), String.valueOf(row.get("name")));
    }

    void tell(String step, Map<?, ?> row) {
        boolean worse = !(margin(row) > margin(values));
        row.forEach((key, value) -> {
            boolean availability = key.equals(LOWEST) || key.equals(ALLOWED);
            if (value != null && (worse || !availability)) {
                values.put(key.toString(), value);
            }
        });
        values.put(STEP, step);
    }

    /** How far the workload stayed above what is allowed; not a number when that was not measured. */
    private static double margin(Map<?, ?> row) {
        return row.get(LOWEST) instanceof Number lowest && row.get(ALLOWED) instanceof Number allowed
                ? lowest.doubleValue() - allowed.doubleValue()
                : Double.NaN;
    }

    WorkloadEntry entry() {
        return new WorkloadEntry(values);
    }
}
