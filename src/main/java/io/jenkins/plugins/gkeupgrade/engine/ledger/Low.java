package io.jenkins.plugins.gkeupgrade.engine.ledger;

import java.io.Serializable;

/**
 * The worst moment of one workload or Service.
 *
 * @param available fewest available replicas or ready endpoints
 * @param allowed fewest that might have been, at that moment
 */
public record Low(int available, int allowed) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The worse of the two: the one further below what is allowed, or else the lower one. */
    Low or(Low other) {
        int margin = available - allowed;
        int otherMargin = other.available - other.allowed;
        boolean worse = otherMargin < margin || otherMargin == margin && other.available < available;
        return worse ? other : this;
    }
}
