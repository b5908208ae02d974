package io.jenkins.plugins.gkeupgrade.engine.ledger;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A workload or Service of the wave had less than it is allowed to have, at least for a moment.
 *
 * @param what such as {@code Deployment shop/cart} or {@code Service shop/cart}
 * @param seen the fewest that were available
 * @param allowed the fewest that might have been, at that moment
 * @param when it first fell below
 */
public record Breach(String what, int seen, int allowed, Instant when) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A clause without the name, such as {@code had 1 of at least 2 replicas available at 2026-11-02T08:00:05Z}. */
    public String figures() {
        String unit = what.startsWith("Service ") ? "ready endpoint" : "replica";
        return "had " + seen + " of at least " + allowed + " " + unit + (allowed == 1 ? "" : "s")
                + (unit.equals("replica") ? " available" : "") + " at " + when.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public String toString() {
        return what + " " + figures();
    }
}
