package io.jenkins.plugins.gkeupgrade.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ConsoleProgress console =
            new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), "shop");

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void tellsANewReasonAtOnceAndAnOldOneOnceAMinute() {
        for (int second = 0; second <= 150; second++) {
            console.waiting("waiting for operation-1", START.plusSeconds(second));
        }
        console.waiting("node n1 is not ready", START.plusSeconds(151));
        assertEquals(
                List.of(
                        "[shop] Waiting for operation-1",
                        "[shop] Waiting for operation-1 (1 min so far)",
                        "[shop] Waiting for operation-1 (2 min so far)",
                        "[shop] Waiting: node n1 is not ready"),
                lines());
    }

    @Test
    void countingUpIsNotALineEach() {
        for (int i = 0; i <= 100; i++) {
            console.waiting("cart: " + i + " of 100 pods moved", START.plusMillis(250L * i));
        }
        assertEquals(
                List.of(
                        "[shop] Waiting: cart: 0 of 100 pods moved",
                        "[shop] Waiting: cart: 40 of 100 pods moved (10 s so far)",
                        "[shop] Waiting: cart: 80 of 100 pods moved (20 s so far)"),
                lines());
    }

    @Test
    void aWaitIsToldTheMoreSeldomTheLongerItLasts() {
        for (int minute = 0; minute <= 7 * 24 * 60; minute++) {
            console.waiting("keeping the empty pool", START.plusSeconds(60L * minute));
        }
        List<String> lines = lines();
        assertEquals("[shop] Waiting: keeping the empty pool (10 min so far)", lines.get(10));
        assertEquals("[shop] Waiting: keeping the empty pool (167 h 35 min so far)", lines.get(lines.size() - 1));
        assertTrue(lines.size() < 250, () -> lines.size() + " lines in a week");
    }

    @Test
    void afterAChangeTheWaitIsToldAgain() {
        console.waiting("waiting for operation-1", START);
        console.say("Created pool new.");
        console.waiting("waiting for operation-1", START.plusSeconds(1));
        assertEquals(3, lines().size());
    }

    @Test
    void aMessageOfTheClusterCannotForgeALine() {
        console.say("bad pod: x\n[shop] Everything is fine\u001b[8mha\u009b8m\u202eno\u2028[shop] fine");
        assertEquals(
                List.of("[shop] bad pod: x", "[shop]   [shop] Everything is fine [8mha 8m no", "[shop]   [shop] fine"),
                lines());
    }

    @Test
    void hasNoSayAfterItsStepEnded() {
        console.close();
        console.say("a ghost");
        assertEquals(List.of(), lines());
    }
}
