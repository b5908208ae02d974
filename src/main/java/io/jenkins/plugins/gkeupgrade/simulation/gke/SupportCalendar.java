package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import java.time.LocalDate;

/**
 * When versions leave support: minor after minor in the rhythm of GKE, not on its very days. A minor version comes about
 * every four months, and extended support adds ten to standard support.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/release-schedule">GKE release schedule</a>
 */
final class SupportCalendar {
    private static final int KNOWN_MINOR = 32;
    private static final LocalDate ITS_END = LocalDate.of(2026, 4, 11);
    private static final int MONTHS_BETWEEN = 4;
    private static final int EXTENDED_MONTHS = 10;

    private SupportCalendar() {}

    static SupportEnd of(GkeVersion version) {
        LocalDate standard = ITS_END.plusMonths((long) (version.minor() - KNOWN_MINOR) * MONTHS_BETWEEN);
        return new SupportEnd(standard, standard.plusMonths(EXTENDED_MONTHS));
    }
}
