package io.jenkins.plugins.gkeupgrade.engine.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewNodeTest {
    private static final Taint GENERATION = new Taint("generation", "7", Taint.Effect.NO_SCHEDULE);

    @ParameterizedTest
    @CsvSource({
        "generation, Equal, 7, NoSchedule, true",
        "generation, Exists, '', '', true",
        "'', Exists, '', '', true",
        "generation, Equal, 6, '', false",
        "generation, Equal, 7, NoExecute, false",
        "generation, Gt, 7, '', false",
        "generation, Lt, 7, '', false"
    })
    void toleratesAsTheSchedulerDoes(String key, String operator, String value, String effect, boolean expected) {
        Map<String, Object> toleration = Map.of("key", key, "operator", operator, "value", value, "effect", effect);
        Manifest spec = Manifest.of(Map.of("tolerations", List.of(toleration)));
        assertEquals(expected, NewNode.tolerates(spec, GENERATION));
    }
}
