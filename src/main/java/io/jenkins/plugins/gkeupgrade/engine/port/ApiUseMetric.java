package io.jenkins.plugins.gkeupgrade.engine.port;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads API use from an API server's metrics.
 *
 * @see <a href="https://kubernetes.io/docs/reference/instrumentation/metrics/">apiserver_requested_deprecated_apis</a>
 */
public final class ApiUseMetric {
    private static final String NAME = "apiserver_requested_deprecated_apis{";
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private ApiUseMetric() {}

    /** @param lines of the text format of Prometheus */
    public static ApiUse.Known read(Stream<String> lines) {
        List<ApiUse.Requested> requested = new ArrayList<>();
        lines.map(ApiUseMetric::line).flatMap(Optional::stream).forEach(requested::add);
        return new ApiUse.Known(requested.stream().distinct().toList());
    }

    private static Optional<ApiUse.Requested> line(String line) {
        // The gauge is 1 for what was asked for; a server never takes one back.
        if (!line.startsWith(NAME) || !line.stripTrailing().endsWith("} 1")) {
            return Optional.empty();
        }
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(line);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return Optional.of(new ApiUse.Requested(
                labels.getOrDefault("group", ""),
                labels.getOrDefault("version", ""),
                labels.getOrDefault("resource", ""),
                labels.getOrDefault("removed_release", "")));
    }
}
