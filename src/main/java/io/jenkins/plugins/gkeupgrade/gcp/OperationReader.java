package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.container.v1.OperationProgress;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** GKE's operations as the engine's values. */
final class OperationReader {
    private static final String DONE = " done";
    private static final String TOTAL = " total";

    private OperationReader() {}

    /** The operations on that cluster and its pools, out of all at its location. */
    static List<Operation> newestFirst(List<com.google.container.v1.Operation> listed, ClusterRef cluster) {
        // Links name the project by its number, and zonal clusters by either word.
        Pattern its = Pattern.compile(
                ".*/(locations|zones)/" + cluster.location() + "/clusters/" + cluster.name() + "(/.*)?");
        return listed.stream()
                .filter(o -> its.matcher(o.getTargetLink()).matches())
                .sorted(Comparator.comparing(OperationReader::startTime).reversed())
                .map(OperationReader::operation)
                .toList();
    }

    private static Instant startTime(com.google.container.v1.Operation operation) {
        try {
            return Instant.parse(operation.getStartTime());
        } catch (DateTimeException e) {
            return Instant.MAX; // not started yet
        }
    }

    static Operation operation(com.google.container.v1.Operation from) {
        Operation.State state = state(from.getStatus());
        return new Operation(
                from.getName(),
                from.getOperationType().name(),
                state,
                from.getTargetLink().substring(from.getTargetLink().lastIndexOf('/') + 1),
                from.getDetail(),
                state == Operation.State.DONE ? error(from) : "",
                words(from.getProgress()));
    }

    private static Operation.State state(com.google.container.v1.Operation.Status status) {
        return switch (status) {
            case DONE -> Operation.State.DONE;
            case ABORTING -> Operation.State.ABORTING;
            case RUNNING -> Operation.State.RUNNING;
            default -> Operation.State.PENDING;
        };
    }

    /** DONE says that it ended; whether it succeeded is said here. */
    @SuppressWarnings("deprecation") // the older field may be the only one that says why
    private static String error(com.google.container.v1.Operation from) {
        if (from.getError().getCode() != 0) {
            String message = from.getError().getMessage();
            return message.isBlank() ? fallback(from) : message;
        }
        return from.getStatusMessage();
    }

    @SuppressWarnings("deprecation") // the older field may be the only one that says why
    private static String fallback(com.google.container.v1.Operation from) {
        return from.getStatusMessage().isBlank()
                ? "error code " + from.getError().getCode()
                : from.getStatusMessage();
    }

    /** {@code nodes done 2 of 5}, stage by stage where there are several. */
    static String words(OperationProgress progress) {
        List<String> words = new ArrayList<>();
        String metrics = metrics(progress.getMetricsList());
        if (!metrics.isEmpty()) {
            words.add(metrics);
        }
        progress.getStagesList().stream()
                .filter(stage -> stage.getStatus() == com.google.container.v1.Operation.Status.RUNNING)
                .map(stage -> (readable(stage.getName()) + " " + words(stage)).strip())
                .filter(text -> !text.isEmpty())
                .forEach(words::add);
        return String.join(", ", words);
    }

    private static String metrics(List<OperationProgress.Metric> metrics) {
        Map<String, String> values = new LinkedHashMap<>();
        metrics.forEach(metric -> values.put(readable(metric.getName()), value(metric)));
        List<String> words = new ArrayList<>();
        values.forEach((name, value) -> {
            String subject = name.endsWith(DONE) ? name.substring(0, name.length() - DONE.length()) : name;
            String total = values.get(subject + TOTAL);
            if (name.endsWith(DONE) && total != null) {
                words.add(name + " " + value + " of " + total);
            } else if (!name.endsWith(TOTAL) || !values.containsKey(name.replace(TOTAL, DONE))) {
                words.add(name + " " + value);
            }
        });
        return String.join(", ", words);
    }

    private static String readable(String name) {
        return name.replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static String value(OperationProgress.Metric metric) {
        return switch (metric.getValueCase()) {
            case INT_VALUE -> Long.toString(metric.getIntValue());
            case DOUBLE_VALUE -> String.format(Locale.ROOT, "%.0f", metric.getDoubleValue());
            default -> metric.getStringValue();
        };
    }
}
