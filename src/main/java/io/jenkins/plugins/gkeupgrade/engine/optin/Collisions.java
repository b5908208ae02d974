package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import java.util.Collection;
import java.util.List;

/** Tells colliding with other writers, which has a budget, from an API server that does not answer. */
final class Collisions {
    /** Looks in a row in which nothing of ours came through before we say that somebody fights us. */
    private static final int MOST = 30;

    private Collisions() {}

    /**
     * Whether every one of these changes came too late, so that a new look is needed.
     *
     * @throws TransientFailure when none was made and it is not known of some why
     */
    static boolean all(List<PatchResult> results) {
        if (results.stream().anyMatch(PatchResult.Applied.class::isInstance)) {
            return false;
        }
        results.stream()
                .filter(PatchResult.Unknown.class::isInstance)
                .map(PatchResult.Unknown.class::cast)
                .findFirst()
                .ifPresent(unknown -> {
                    throw new TransientFailure(unknown.message());
                });
        return true;
    }

    /** @throws Failed when there were too many of them in a row */
    static void check(int inARow, Collection<?> workloads) {
        if (inARow > MOST) {
            throw new Failed("Gave up changing " + Sentences.list(workloads)
                    + ": another client changes them all the time (" + inARow
                    + " collisions in a row); find out who, then run the step again.");
        }
    }
}
