package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadVerdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a workload of which we have evicted pods, for the report.
 *
 * @param owner which workload
 * @param from the pool that retires, with its version
 * @param since when the first of its pods was evicted
 * @param pods how many were
 * @param lowest the fewest ready pods that a look has seen since
 * @param seconds from the first eviction until it was complete again; null while it is not
 * @param seen its pods, as last looked at
 */
record EvictedWorkload(Owner owner, String from, Instant since, int pods, int lowest, Long seconds, Stay seen)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** @param after its pods without the one that was evicted */
    static EvictedWorkload first(Owner owner, String from, Instant now, Stay after) {
        return new EvictedWorkload(owner, from, now, 1, after.ready(), null, after);
    }

    /** One more of its pods was evicted. */
    EvictedWorkload again(Stay after) {
        return new EvictedWorkload(owner, from, since, pods + 1, Math.min(lowest, after.ready()), null, after);
    }

    /** What a look sees. One that still sees the pods that were evicted is too early to tell anything. */
    EvictedWorkload at(Stay now, Instant time) {
        if (seconds != null || now.left() > seen.left()) {
            return this;
        }
        Long took = now.complete() ? Duration.between(since, time).toSeconds() : null;
        return new EvictedWorkload(owner, from, since, pods, Math.min(lowest, now.ready()), took, now);
    }

    /** In the shape of all reports. */
    Map<String, Object> row() {
        boolean moved = seconds != null && seen.left() == 0;
        Map<String, Object> row =
                new LinkedHashMap<>(owner.row(moved ? WorkloadVerdict.PASSED : WorkloadVerdict.INCONCLUSIVE, reason()));
        row.put("from", from);
        if (!seen.to().isEmpty()) {
            row.put("to", String.join(", ", seen.to()));
        }
        row.put("startedAt", since.toString());
        if (seconds != null) {
            row.put("durationSeconds", seconds);
        }
        row.put("lowestAvailable", (long) lowest);
        row.put("evictions", (long) pods);
        return row;
    }

    private String reason() {
        return seen.ready() + " of " + seen.wanted() + " pods ready, " + pods + " evicted"
                + (seen.left() > 0 ? ", " + Sentences.count(seen.left(), "pod") + " still on the pool" : "");
    }
}
