package io.jenkins.plugins.gkeupgrade.engine.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts go on after an inconclusive verification, and read its result like any other. */
class InconclusiveTest {
    private static final VerifyState STATE = new VerifyState(Instant.EPOCH, null, "");

    static Stream<Outcome> outcomes() {
        Stage<VerifyState> stage = VerifyRequest.of("1.33", null, Selection.of("shop", null, List.of(), List.of()), 30)
                .stage();
        return Stream.of(stage.onTimeout(STATE, "waiting for a pod"), stage.onBlind(STATE, "The API server is away;"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void hasWhatScriptsRead(Outcome outcome) {
        assertEquals(Verdict.INCONCLUSIVE, outcome.verdict());
        assertEquals(List.of(), outcome.details().get("workloads"));
        assertEquals(List.of(), outcome.details().get("pools"));
        for (String count : List.of("passed", "failed", "total")) {
            assertEquals(0L, outcome.details().get(count), count);
        }
    }
}
