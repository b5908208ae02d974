package io.jenkins.plugins.gkeupgrade.realkube;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes do in their own time. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Await() {}

    /**
     * Returns as soon as that holds.
     *
     * @param what what is waited for, as the end of the sentence "waited for ..."
     * @throws AssertionError if it does not hold within two minutes
     */
    public static void until(String what, BooleanSupplier condition) {
        until(what, condition, () -> "nothing more is known");
    }

    /**
     * @param seen what is there instead, for the error
     */
    public static void until(String what, BooleanSupplier condition, Supplier<?> seen) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "waited " + PATIENCE.toSeconds() + " s for " + what + ", but there is: " + seen.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
