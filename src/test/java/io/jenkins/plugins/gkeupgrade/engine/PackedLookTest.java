package io.jenkins.plugins.gkeupgrade.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedLookTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    private static Map<String, Object> row(int i) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("namespace", "ns-" + i % 40);
        row.put("kind", "Deployment");
        row.put("name", "service-" + i);
        row.put("verdict", "INCONCLUSIVE");
        row.put("from", "blue 1.32.9-gke.1675000");
        row.put("reason", i % 4 + " of 4 replicas available; pod service-" + i + "-7d9f is not ready yet");
        row.put("durationSeconds", (long) i);
        row.put("pools", List.of("blue", "green"));
        return row;
    }

    private static List<Map<String, Object>> rows(int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(i));
        }
        return rows;
    }

    @Test
    void plainValuesComeBackAsTheyWere() {
        Map<String, Object> details =
                Map.of("workloads", rows(3), "none", List.of(), "dryRun", true, "done", false, "passed", 3L, "é", "→");
        assertEquals(details, PackedLook.unpack(PackedLook.pack(details)));
    }

    @Test
    void whatIsNotPlainComesBackAsText() {
        assertEquals(
                Map.of("at", NOON.toString(), "few", 7L),
                PackedLook.unpack(PackedLook.pack(Map.of("at", NOON, "few", 7))));
    }

    @Test
    void fiveThousandRowsAreSmall() {
        String packed = PackedLook.pack(Map.of("workloads", rows(5_000)));
        assertTrue(packed.length() < 200_000, packed.length() + " characters");
        assertEquals(rows(5_000), PackedLook.unpack(packed).get("workloads"));
    }

    @Test
    void ofTooMuchTheBeginIsKept() {
        Map<String, Object> unpacked = PackedLook.unpack(
                PackedLook.pack(Map.of("workloads", rows(PackedLook.MOST_ITEMS + 1), "reason", "x".repeat(100_000))));
        assertEquals(rows(PackedLook.MOST_ITEMS), unpacked.get("workloads"));
        assertEquals("x".repeat(PackedLook.LONGEST_TEXT), unpacked.get("reason"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "bm90IHppcHBlZA==", "H4sIAAAAAAAA/ytKLQYAzl0LngMAAAA="})
    void whatCannotBeReadIsNothing(String text) {
        assertEquals(Map.of(), PackedLook.unpack(text));
    }

    @Test
    void aLookIsTakenAtMostEveryFewSecondsAndOnlyWhenItSaysSomethingElse() {
        LastLook first = LastLook.NONE.or(() -> Map.of("passed", 1L), NOON);
        assertEquals(Map.of("passed", 1L), first.details());
        Instant soon = NOON.plus(LastLook.SPACING).minusSeconds(1);
        assertEquals(first, first.or(() -> Map.of("passed", 2L), soon));
        Instant later = NOON.plus(LastLook.SPACING);
        assertEquals(first, first.or(() -> Map.of("passed", 1L), later), "nothing to save");
        assertEquals(
                Map.of("passed", 2L),
                first.or(() -> Map.of("passed", 2L), later).details());
        assertEquals(Map.of(), first.or(Map::of, later).details());
    }
}
