package io.jenkins.plugins.gkeupgrade.bench;

import io.jenkins.plugins.gkeupgrade.realkube.BareClient;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the API server itself has counted, by verb and resource: {@code PATCH deployments}. Watches count when they end.
 *
 * @param counts of {@code apiserver_request_total}
 */
record RequestMetrics(Map<String, Long> counts) {
    private static final Pattern LINE = Pattern.compile("^apiserver_request_total\\{(.*)} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    static RequestMetrics read(BareClient client) throws IOException, InterruptedException {
        Map<String, Long> counts = new TreeMap<>();
        String metrics = client.get("/metrics");
        Matcher line = LINE.matcher(metrics);
        while (line.find()) {
            Map<String, String> labels = new TreeMap<>();
            Matcher label = LABEL.matcher(line.group(1));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
            counts.merge(
                    labels.get("verb") + " " + labels.get("resource"),
                    (long) Double.parseDouble(line.group(2)),
                    Long::sum);
        }
        return new RequestMetrics(counts);
    }

    /** What came in between. */
    RequestMetrics since(RequestMetrics before) {
        Map<String, Long> more = new TreeMap<>();
        counts.forEach((key, count) -> {
            long grown = count - before.counts.getOrDefault(key, 0L);
            if (grown > 0) {
                more.put(key, grown);
            }
        });
        return new RequestMetrics(more);
    }

    long of(String verb, String resource) {
        return counts.getOrDefault(verb + " " + resource, 0L);
    }
}
