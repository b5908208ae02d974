package io.jenkins.plugins.gkeupgrade.steps;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a loop may be woken: once in every spacing in the long run, and after a rest a few times in quick succession.
 * The end of a rollout is such a rest with three changes at its end: the pod, its ReplicaSet, its Deployment.
 *
 * @param spacing between two looks that were woken, in the long run
 * @param burst how many may follow each other at once after a rest, at least 1
 */
record Pace(Duration spacing, int burst) {
    /** What changes together is looked at together. */
    private static final Duration BREATH = Duration.ofMillis(20);

    /**
     * @param until what {@link #spent} said after the look before, or null
     * @return when all looks so far are paid for, which never counts more than one burst
     */
    Instant spent(Instant until, Instant now) {
        Instant from = until == null || until.isBefore(now) ? now : until;
        Instant most = now.plus(spacing.multipliedBy(burst));
        Instant spent = from.plus(spacing);
        return spent.isAfter(most) ? most : spent;
    }

    /** @return until when nothing wakes the loop */
    Instant quiet(Instant spent, Instant now) {
        Instant paced = spent.minus(spacing.multipliedBy(burst - 1L));
        Instant breathed = now.plus(BREATH);
        return paced.isAfter(breathed) ? paced : breathed;
    }
}
