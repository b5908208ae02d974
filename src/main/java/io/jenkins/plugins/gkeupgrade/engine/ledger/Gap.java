package io.jenkins.plugins.gkeupgrade.engine.ledger;

import java.io.Serializable;
import java.time.Instant;

/**
 * A time that nothing is known of, because the API server had forgotten its changes when it was asked, or because nobody
 * watched.
 */
public record Gap(Instant from, Instant to) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
