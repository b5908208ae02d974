package io.jenkins.plugins.gkeupgrade.engine.model;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Until when GKE supports the minor version that something runs.
 *
 * @param standard when standard support ends; null when GKE does not say
 * @param extended when extended support ends, which only clusters in the Extended channel get; null when GKE does not say
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/release-schedule">GKE release schedule</a>
 */
public record SupportEnd(LocalDate standard, LocalDate extended) {
    public static final SupportEnd UNKNOWN = new SupportEnd(null, null);

    private static final String EXTENDED_CHANNEL = "EXTENDED";

    /** The day that counts for a cluster in this release channel, which may be empty for none. */
    public Optional<LocalDate> in(String releaseChannel) {
        return Optional.ofNullable(EXTENDED_CHANNEL.equals(releaseChannel) && extended != null ? extended : standard);
    }
}
