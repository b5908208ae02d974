package io.jenkins.plugins.gkeupgrade.kube;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after failures in a row: ever longer, and not less than the server asks for. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 6;

    private int failures;

    void reset() {
        failures = 0;
    }

    /** @param cause of one more failure */
    Duration next(Throwable cause) {
        Duration asked = cause instanceof UnsuccessfulException refused
                        && refused.response().retryAfter() != null
                ? refused.response().retryAfter()
                : Duration.ZERO;
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
        Duration own = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        // Jitter, so that the watches of a restarted API server do not all come back at once.
        Duration jittered = own.plusMillis(ThreadLocalRandom.current().nextLong(own.toMillis() / 4 + 1));
        return asked.compareTo(jittered) > 0 ? asked : jittered;
    }
}
