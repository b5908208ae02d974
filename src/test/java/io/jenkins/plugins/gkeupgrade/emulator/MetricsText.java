package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.engine.port.ApiUse;
import java.util.List;

/** The few metrics of an API server that a client of ours reads, in Prometheus' text format. */
final class MetricsText {
    private MetricsText() {}

    static String of(List<ApiUse.Requested> deprecated) {
        StringBuilder text = new StringBuilder("""
                # HELP apiserver_request_total [STABLE] Counter of apiserver requests.
                # TYPE apiserver_request_total counter
                apiserver_request_total{code="200",group="apps",resource="deployments",verb="LIST",version="v1"} 17
                # HELP apiserver_requested_deprecated_apis [STABLE] Gauge of deprecated APIs that have been requested
                # TYPE apiserver_requested_deprecated_apis gauge
                """);
        deprecated.forEach(api -> text.append("apiserver_requested_deprecated_apis{group=\"")
                .append(api.group())
                .append("\",removed_release=\"")
                .append(api.removedRelease())
                .append("\",resource=\"")
                .append(api.resource())
                .append("\",subresource=\"\",version=\"")
                .append(api.version())
                .append("\"} 1\n"));
        return text.toString();
    }
}
