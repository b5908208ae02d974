package io.jenkins.plugins.gkeupgrade.engine.gate;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Asks Prometheus, or what speaks like it (Google Managed Prometheus, Thanos, Mimir), and holds every value of the answer
 * against thresholds. No data, values that are no numbers, and errors of Prometheus are inconclusive.
 *
 * @param url of the server, to which {@code /api/v1/query} is added
 * @param query in PromQL
 * @param min least good value; null for none
 * @param max greatest good value; null for none
 * @param credentialsId who asks; empty for nobody
 * @param limits how many measurements decide
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries">Instant queries</a>
 */
public record PrometheusQuery(String url, String query, Double min, Double max, String credentialsId, GateLimits limits)
        implements Gate {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_QUOTE = 200;

    /**
     * Reads parameters of a gate.
     *
     * @param min a number as text; empty for none
     * @param max a number as text; empty for none
     * @throws InvalidValue naming the parameter
     */
    public static PrometheusQuery of(
            String url, String query, String min, String max, String credentialsId, GateLimits limits) {
        URI address = Parameters.named("url", () -> GateUrl.parse(url));
        if (address.getRawQuery() != null) {
            throw new InvalidValue("url: '" + url + "' has a query of its own: expected the server's address, such as"
                    + " https://prometheus.example.com.");
        }
        if (query == null || query.isBlank()) {
            throw new InvalidValue(
                    "query: missing; expected PromQL such as sum(rate(http_requests_total{code=~\"5..\"}[2m])) or"
                            + " vector(0).");
        }
        Double least = number("min", min);
        Double most = number("max", max);
        if (least == null && most == null) {
            throw new InvalidValue("max: neither max nor min is given: expected at least one, such as max: '0.01'.");
        }
        if (least != null && most != null && least > most) {
            throw new InvalidValue("min: " + min + " is above max: " + max + ".");
        }
        String who = credentialsId == null ? "" : credentialsId.trim();
        GateUrl.requireSecure(address, who);
        return new PrometheusQuery(address.toString(), query.trim(), least, most, who, limits);
    }

    private static Double number(String parameter, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            double number = Double.parseDouble(text.trim());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InvalidValue(parameter + ": '" + text + "' is not a number.");
    }

    @Override
    public Probes.Question question() {
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return new Probes.Question(
                base + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8), credentialsId);
    }

    @Override
    public Reading read(Probes.Answer answer, Json json) {
        if (answer instanceof Probes.Answer.Unanswered nobody) {
            return new Reading(Result.INCONCLUSIVE, nobody.why());
        }
        Probes.Answer.Answered answered = (Probes.Answer.Answered) answer;
        Manifest response = parsed(answered.body(), json);
        if (answered.status() != 200 || !response.text("status").equals("success")) {
            String error = response.text("error");
            return new Reading(
                    Result.INCONCLUSIVE,
                    "Prometheus answered " + answered.status()
                            + (error.isEmpty()
                                    ? ""
                                    : ": " + error.substring(0, Math.min(error.length(), LONGEST_QUOTE))));
        }
        return judged(values(response));
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    private static Manifest parsed(String body, Json json) {
        try {
            return Manifest.wrap(json.read(body) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
        } catch (IllegalArgumentException e) {
            return Manifest.wrap(Map.of());
        }
    }

    /** A scalar is [time, text], and a vector has one of those in each series. */
    private static List<String> values(Manifest response) {
        List<String> values = new ArrayList<>();
        if (response.text("data", "resultType").equals("vector")) {
            response.items("data", "result").forEach(series -> add(values, series.list("value")));
        } else {
            add(values, response.list("data", "result"));
        }
        return values;
    }

    private static void add(List<String> values, List<Object> sample) {
        if (sample.size() == 2) {
            values.add(String.valueOf(sample.get(1)));
        }
    }

    private Reading judged(List<String> values) {
        if (values.isEmpty()) {
            return new Reading(Result.INCONCLUSIVE, "the query has no data");
        }
        String noNumber = null;
        for (String text : values) {
            Double value = value(text);
            if (value == null || value.isNaN()) {
                noNumber = text; // another value may be bad all the same
            } else if (max != null && value > max) {
                return new Reading(Result.BAD, "the value is " + text + ", above " + max);
            } else if (min != null && value < min) {
                return new Reading(Result.BAD, "the value is " + text + ", below " + min);
            }
        }
        if (noNumber != null) {
            return new Reading(Result.INCONCLUSIVE, "the value is '" + noNumber + "', which is no number");
        }
        String shown =
                values.size() == 1 ? "the value is " + values.get(0) : "all " + values.size() + " values are good";
        return new Reading(Result.GOOD, shown);
    }

    private static Double value(String text) {
        try {
            return switch (text) {
                case "+Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.valueOf(text);
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "prometheusQuery " + query;
    }
}
