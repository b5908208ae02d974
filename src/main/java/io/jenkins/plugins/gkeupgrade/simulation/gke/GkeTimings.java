package io.jenkins.plugins.gkeupgrade.simulation.gke;

import java.time.Duration;
import java.util.Random;

/**
 * How long things take. The standard values are what users report for real clusters.
 *
 * @param zonalUpgrade upgrade of a zonal control plane, which is away for most of it
 * @param regionalUpgrade upgrade of a regional control plane, replica by replica
 * @param poolCreation creation of a node pool, its first nodes included
 * @param nodeBoot from asking for a machine until it joins the cluster
 * @param poolDeletion deletion of a node pool
 * @param small other operations, such as a change of labels
 */
public record GkeTimings(
        Span zonalUpgrade, Span regionalUpgrade, Span poolCreation, Span nodeBoot, Span poolDeletion, Span small) {

    /**
     * A duration that differs from time to time.
     *
     * @param min shortest
     * @param max longest
     */
    public record Span(Duration min, Duration max) {
        public Span {
            if (min.isNegative() || max.compareTo(min) < 0) {
                throw new IllegalArgumentException("Not a span of time: " + min + " to " + max + ".");
            }
        }

        public static Span seconds(long min, long max) {
            return new Span(Duration.ofSeconds(min), Duration.ofSeconds(max));
        }

        Duration pick(Random random) {
            long spread = max.minus(min).toMillis();
            return spread == 0 ? min : min.plusMillis((long) (random.nextDouble() * spread));
        }

        Span times(double factor) {
            return new Span(scaled(min, factor), scaled(max, factor));
        }

        private static Duration scaled(Duration duration, double factor) {
            return Duration.ofMillis((long) (duration.toMillis() * factor));
        }
    }

    public static GkeTimings standard() {
        return new GkeTimings(
                Span.seconds(6 * 60, 8 * 60),
                Span.seconds(15 * 60, 20 * 60),
                Span.seconds(2 * 60, 3 * 60),
                Span.seconds(60, 90),
                Span.seconds(3 * 60, 5 * 60),
                Span.seconds(20, 40));
    }

    /** Everything but the boot of nodes, so many times as long. */
    public GkeTimings withOperations(double factor) {
        return new GkeTimings(
                zonalUpgrade.times(factor),
                regionalUpgrade.times(factor),
                poolCreation.times(factor),
                nodeBoot,
                poolDeletion.times(factor),
                small.times(factor));
    }

    public GkeTimings withNodeBoot(Span boot) {
        return new GkeTimings(zonalUpgrade, regionalUpgrade, poolCreation, boot, poolDeletion, small);
    }
}
