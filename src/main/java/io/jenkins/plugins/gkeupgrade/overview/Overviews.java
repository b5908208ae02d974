package io.jenkins.plugins.gkeupgrade.overview;

import io.jenkins.plugins.gkeupgrade.config.ClusterLease;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.overview.ClusterOverview;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The last look at each cluster. Asking never waits: it gives what is known, and has somebody look again in the
 * background when that is old. At most one look at a cluster is under way.
 */
final class Overviews {
    /** How old a look may be before the next asker has it renewed. */
    static final Duration FRESH = Duration.ofMinutes(1);
    /** How long a look that nobody asks for is kept. */
    static final Duration KEPT = Duration.ofHours(1);

    private static final String UNEXPECTED = "Something unexpected happened; the log of Jenkins has it.";
    private static final Logger LOGGER = Logger.getLogger(Overviews.class.getName());

    private final Function<String, ClusterLease> leases;
    private final Executor executor;
    private final InstantSource clock;
    private final Map<String, Look> looks = new HashMap<>();

    /**
     * @param leases a connection to the cluster of this name
     * @param executor looks at clusters; may take as long as a cluster takes to answer
     */
    Overviews(Function<String, ClusterLease> leases, Executor executor, InstantSource clock) {
        this.leases = leases;
        this.executor = executor;
        this.clock = clock;
    }

    /** What is known of the cluster now. */
    Look of(String cluster) {
        Look known;
        synchronized (looks) {
            known = looks.getOrDefault(cluster, Look.NONE);
            boolean due = known.ended() == null || known.ended().plus(FRESH).isBefore(clock.instant());
            if (known.running() || !due) {
                return known;
            }
            known = known.begun();
            looks.put(cluster, known);
        }
        executor.execute(() -> look(cluster));
        return known;
    }

    /** Forgets clusters that are not configured any more, and what nobody has asked for in a long time. */
    void keepOnly(Collection<String> configured) {
        Instant oldest = clock.instant().minus(KEPT);
        synchronized (looks) {
            looks.entrySet()
                    .removeIf(known -> !known.getValue().running()
                            && (!configured.contains(known.getKey())
                                    || known.getValue().ended().isBefore(oldest)));
        }
    }

    private void look(String cluster) {
        Look before;
        synchronized (looks) {
            before = looks.getOrDefault(cluster, Look.NONE);
        }
        Look after = before.failed(UNEXPECTED, clock.instant());
        try {
            after = renewed(cluster, before);
        } finally {
            // Even after an error: a look that never ends would be the last one.
            synchronized (looks) {
                looks.put(cluster, after);
            }
        }
    }

    private Look renewed(String cluster, Look before) {
        try (ClusterLease lease = leases.apply(cluster)) {
            ClusterOverview seen = ClusterOverview.look(lease.controlPlane(), lease.workloads());
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            return Look.of(OverviewTree.of(seen, today), clock.instant());
        } catch (StageException | InvalidValue e) {
            return before.failed(e.getMessage(), clock.instant());
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The overview of cluster " + cluster + " failed", e);
            return before.failed(UNEXPECTED, clock.instant());
        }
    }
}
