package io.jenkins.plugins.gkeupgrade.kube;

import java.time.Duration;

/**
 * How hard we may lean on an API server.
 *
 * @param changesInFlight most changes (patches, evictions, deletions) that are under way at a time
 * @param changesPerSecond most changes that are started in a second; infinite for no limit
 * @param requestTimeout time that one request may take, with its repetitions when the server asks for patience
 * @param staleAfter how old a view may get while its watch is down before it counts as unusable
 */
public record KubernetesLimits(
        int changesInFlight, double changesPerSecond, Duration requestTimeout, Duration staleAfter) {
    /** API servers allow 100 streams to a connection by default, and the watches need some of them. */
    public static final int MOST_IN_FLIGHT = 90;

    /**
     * Polite to a production API server: 8 in flight of the 200 changes that kube-apiserver takes at a time by default
     * ({@code --max-mutating-requests-inflight}), 50 a second as kubectl allows itself.
     */
    public static final KubernetesLimits DEFAULT =
            new KubernetesLimits(8, 50, Duration.ofSeconds(30), Duration.ofSeconds(30));

    public KubernetesLimits {
        if (changesInFlight < 1 || changesInFlight > MOST_IN_FLIGHT) {
            throw new IllegalArgumentException(
                    "changesInFlight: " + changesInFlight + " is not between 1 and " + MOST_IN_FLIGHT + ".");
        }
        if (!(changesPerSecond > 0)) {
            throw new IllegalArgumentException("changesPerSecond: " + changesPerSecond + " is not above 0.");
        }
    }
}
