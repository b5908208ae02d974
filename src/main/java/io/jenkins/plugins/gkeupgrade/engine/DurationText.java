package io.jenkins.plugins.gkeupgrade.engine;

import java.time.Duration;

/** Durations as people say them: {@code 45 s}, {@code 7 min 20 s}, {@code 1 h 5 min}. */
public final class DurationText {
    private DurationText() {}

    public static String of(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = seconds / 60;
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
}
