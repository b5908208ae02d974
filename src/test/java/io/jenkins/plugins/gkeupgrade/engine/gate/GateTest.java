package io.jenkins.plugins.gkeupgrade.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes.Answer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.JacksonJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final Json JSON = new JacksonJson();
    private static final GateLimits LIMITS = GateLimits.of(2, 2, 2, 10);
    private static final String PROMETHEUS = "https://prometheus.example/base/";

    private static Gate.Result result(Gate gate, Answer answer) {
        return gate.read(answer, JSON).result();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 200, GOOD",
        "0, 204, GOOD",
        "0, 302, BAD",
        "0, 503, BAD",
        "302, 302, GOOD",
        "302, 200, BAD",
        "404, 404, GOOD"
    })
    void aProbeHasTheStatusThatIsExpected(int expected, int answered, Gate.Result result) {
        HttpProbe probe = HttpProbe.of("https://shop.example/health", expected, "", LIMITS);
        assertEquals(result, result(probe, new Answer.Answered(answered, "")));
    }

    @Test
    void aProbeContainsWhatIsExpectedAndNoAnswerIsInconclusive() {
        HttpProbe probe = HttpProbe.of("https://shop.example/health", 0, "\"ok\"", LIMITS);
        assertEquals(Gate.Result.GOOD, result(probe, new Answer.Answered(200, "{\"db\": \"ok\"}")));
        assertEquals(Gate.Result.BAD, result(probe, new Answer.Answered(200, "{\"db\": \"down\"}")));
        assertEquals(Gate.Result.INCONCLUSIVE, result(probe, new Answer.Unanswered("no answer within 10 s")));
    }

    private static PrometheusQuery query(String min, String max) {
        return PrometheusQuery.of(PROMETHEUS, "sum(rate(errors[5m]))", min, max, "prom", LIMITS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'resultType':'scalar','result':[1,'0.01'] | GOOD",
                "'resultType':'scalar','result':[1,'0.2'] | BAD",
                "'resultType':'vector','result':[{'metric':{},'value':[1,'0']}] | GOOD",
                "'resultType':'vector','result':[{'metric':{},'value':[1,'0']},{'metric':{},'value':[1,'3']}] | BAD",
                "'resultType':'vector','result':[] | INCONCLUSIVE",
                "'resultType':'vector','result':[{'metric':{},'value':[1,'NaN']}] | INCONCLUSIVE",
                "'resultType':'vector','result':[{'metric':{},'value':[1,'NaN']},{'metric':{},'value':[1,'3']}] | BAD",
                "'resultType':'vector','result':[{'metric':{},'value':[1,'NaN']},{'metric':{},'value':[1,'0']}] | INCONCLUSIVE",
                "'resultType':'vector','result':[{'metric':{},'value':[1,'+Inf']}] | BAD",
                "'resultType':'string','result':[1,'hello'] | INCONCLUSIVE",
                "'resultType':'matrix','result':[{'metric':{},'values':[[1,'0']]}] | INCONCLUSIVE"
            })
    void everyValueIsHeldAgainstTheThreshold(String data, Gate.Result result) {
        String body = "{'status':'success','data':{" + data + "}}";
        assertEquals(result, result(query("", "0.1"), new Answer.Answered(200, body.replace('\'', '"'))));
    }

    @Test
    void thresholdsAreBothOrOne() {
        Answer two = new Answer.Answered(
                200, "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}");
        assertEquals(Gate.Result.GOOD, result(query("2", "2"), two));
        assertEquals(Gate.Result.BAD, result(query("2.5", ""), two));
        assertEquals(
                "the value is 2, below 2.5", query("2.5", "").read(two, JSON).text());
    }

    @Test
    void whatPrometheusCannotAnswerIsInconclusive() {
        Gate.Reading bad = query("", "1")
                .read(
                        new Answer.Answered(
                                400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse\"}"),
                        JSON);
        assertEquals(Gate.Result.INCONCLUSIVE, bad.result());
        assertEquals("Prometheus answered 400: parse", bad.text());
        assertEquals(Gate.Result.INCONCLUSIVE, result(query("", "1"), new Answer.Answered(200, "<html>login</html>")));
        assertEquals(Gate.Result.INCONCLUSIVE, result(query("", "1"), new Answer.Answered(200, "[]")));
        assertEquals(Gate.Result.INCONCLUSIVE, result(query("", "1"), new Answer.Unanswered("no connection")));
    }

    @Test
    void theQueryIsAskedByItsApi() {
        assertEquals(
                "https://prometheus.example/base/api/v1/query?query=sum%28rate%28errors%5B5m%5D%29%29",
                query("", "1").question().url());
        assertEquals("prom", query("", "1").question().credentialsId());
    }

    private static void refused(String parameter, Executable made) {
        String message = assertThrows(InvalidValue.class, made).getMessage();
        assertTrue(message.startsWith(parameter + ": "), message);
        assertTrue(message.endsWith("."), message);
    }

    @Test
    void badParametersAreNamed() {
        refused("url", () -> HttpProbe.of("shop/health", 0, "", LIMITS));
        refused("status", () -> HttpProbe.of("https://shop.example", 99, "", LIMITS));
        refused("url", () -> PrometheusQuery.of("https://p.example?x=1", "up", "", "1", "", LIMITS));
        refused("query", () -> PrometheusQuery.of(PROMETHEUS, " ", "", "1", "", LIMITS));
        refused("max", () -> PrometheusQuery.of(PROMETHEUS, "up", "", "", "", LIMITS));
        refused("max", () -> PrometheusQuery.of(PROMETHEUS, "up", "", "1%", "", LIMITS));
        refused("min", () -> PrometheusQuery.of(PROMETHEUS, "up", "2", "1", "", LIMITS));
        refused("credentialsId", () -> PrometheusQuery.of("http://p.example", "up", "", "1", "prom", LIMITS));
        refused("successes", () -> GateLimits.of(0, 1, 1, 1));
        refused("failureLimit", () -> GateLimits.of(1, 0, 1, 1));
        refused("inconclusiveLimit", () -> GateLimits.of(1, 1, 0, 1));
        refused("intervalSeconds", () -> GateLimits.of(1, 1, 1, 0));
    }

    private static GateCount count(String readings) {
        GateCount count = GateCount.NONE;
        for (char c : readings.toCharArray()) {
            Gate.Result result = c == '+' ? Gate.Result.GOOD : c == '-' ? Gate.Result.BAD : Gate.Result.INCONCLUSIVE;
            count = count.with(new Gate.Reading(result, "so"), LIMITS, Instant.EPOCH);
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({
        "'', ",
        "+, ",
        "++, PASSED",
        "+-+, ",
        "+-++, PASSED",
        "-+-, FAILED",
        "+?+, PASSED",
        "?, ",
        "?+?, INCONCLUSIVE"
    })
    void successesInARowAndTheRestInAllDecide(String readings, Verdict verdict) {
        assertEquals(Optional.ofNullable(verdict), count(readings).verdict(LIMITS));
    }

    @Test
    void itTellsHowFarItIs() {
        assertEquals(
                "1 of 2 good in a row, 0 of 2 bad, 1 of 2 inconclusive; last: so",
                count("?+").told(LIMITS));
        assertEquals(Instant.EPOCH.plus(Duration.ofSeconds(10)), count("+").due());
    }
}
