package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table can be read, is in order, and says each thing once. */
class RemovedApisTest {
    private static final List<RemovedApis.Removal> ALL = RemovedApis.get().removals();

    @Test
    void isInOrderWithoutRepetition() {
        List<Integer> minors = ALL.stream().map(RemovedApis.Removal::minor).toList();
        assertEquals(minors.stream().sorted((a, b) -> b - a).toList(), minors, "newest first");
        assertEquals(
                ALL.size(),
                ALL.stream()
                        .map(r -> r.apiVersion() + " " + r.kind())
                        .distinct()
                        .count());
        assertTrue(ALL.stream().noneMatch(r -> r.replacement().equals(r.apiVersion())));
    }

    @Test
    void isKnownAsFarAsItGoes() {
        assertTrue(ALL.get(0).minor() <= RemovedApis.get().known());
        assertEquals(36, RemovedApis.get().known(), "say here, too, that a newer release was looked up");
    }

    @Test
    void knowsWhatItSays() {
        assertEquals(
                new RemovedApis.Removal(25, "policy/v1beta1", "PodDisruptionBudget", "policy/v1"),
                RemovedApis.get().of("policy/v1beta1", "PodDisruptionBudget").orElseThrow());
        assertTrue(RemovedApis.get().of("policy/v1", "PodDisruptionBudget").isEmpty());
    }

    @Test
    void aLineThatMakesNoSenseIsNamed() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> RemovedApis.Removal.parse("1.40 a/v1 Kind"))
                .getMessage()
                .contains("'1.40 a/v1 Kind'"));
    }
}
