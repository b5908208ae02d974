package io.jenkins.plugins.gkeupgrade.runner.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class VirtualClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void timeJumpsFromOneEventToTheNextInOrder() throws Exception {
        try (VirtualClock clock = new VirtualClock(START)) {
            clock.hold();
            clock.schedule(() -> seen.add("late " + Duration.between(START, clock.now())), Duration.ofHours(2));
            clock.schedule(() -> seen.add("first"), Duration.ofHours(1));
            ScheduledFuture<?> last = clock.schedule(() -> seen.add("last"), Duration.ofHours(2));
            ScheduledFuture<?> cancelled = clock.schedule(() -> seen.add("never"), Duration.ofMinutes(1));
            cancelled.cancel(true);
            clock.release();
            last.get();

            assertEquals(List.of("first", "late PT2H", "last"), seen);
            assertEquals(START.plus(Duration.ofHours(2)), clock.now());
        }
    }

    @Test
    void timeStandsStillWhileSomebodyIsAtWork() throws Exception {
        try (VirtualClock clock = new VirtualClock(START)) {
            clock.hold();
            ScheduledFuture<?> event = clock.schedule(() -> {}, Duration.ofSeconds(1));

            assertFalse(event.isDone());
            assertEquals(START, clock.now());
            assertEquals(1000, event.getDelay(TimeUnit.MILLISECONDS));
            clock.release();
            event.get();
            assertEquals(START.plusSeconds(1), clock.now());
        }
    }

    @Test
    void failingEventDoesNotStopTheTime() throws Exception {
        try (VirtualClock clock = new VirtualClock(START)) {
            ScheduledFuture<?> interrupted = clock.schedule(Thread.currentThread()::isAlive, Duration.ZERO);
            interrupted.get();
            ScheduledFuture<?> self =
                    clock.schedule(() -> Thread.currentThread().interrupt(), Duration.ofSeconds(1));
            self.get();
            clock.schedule(() -> seen.add("after"), Duration.ofSeconds(2)).get();

            assertEquals(List.of("after"), seen);
        }
    }

    @Test
    void wallClockCanBeMadeFaster() throws Exception {
        try (WallClock clock = new WallClock(100_000)) {
            Instant before = clock.now();
            clock.schedule(() -> seen.add("done"), Duration.ofHours(1)).get();

            assertTrue(Duration.between(before, clock.now()).compareTo(Duration.ofHours(1)) >= 0);
        }
        assertEquals(
                "The speed of time is 0.0; it must be a number above 0.",
                assertThrows(IllegalArgumentException.class, () -> new WallClock(0))
                        .getMessage());
    }
}
