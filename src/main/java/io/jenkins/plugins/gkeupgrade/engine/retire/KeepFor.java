package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long the emptied pool is kept, as people write it: {@code 90m}, {@code 2h}, {@code 1d}, or minutes without a unit. */
final class KeepFor {
    static final String DEFAULT = "60m";

    /** GKE's own limit for keeping the old pool of a blue-green upgrade. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d|)");

    private KeepFor() {}

    /** @throws InvalidValue naming the parameter */
    static Duration parse(String text) {
        String wanted = text == null || text.isBlank() ? DEFAULT : text.trim();
        Matcher m = FORM.matcher(wanted);
        if (!m.matches()) {
            throw invalid(wanted);
        }
        long number = Long.parseLong(m.group(1));
        Duration duration =
                switch (m.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofMinutes(number);
                };
        if (duration.compareTo(LONGEST) > 0) {
            throw invalid(wanted);
        }
        return duration;
    }

    private static InvalidValue invalid(String text) {
        return new InvalidValue(
                "keepFor: '" + text + "' is not understood: expected 0 to 7d, for example 90m, 2h or 1d;"
                        + " a number alone means minutes.");
    }
}
