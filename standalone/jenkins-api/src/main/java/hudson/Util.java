package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

public class Util {
    private Util() {}

    @NonNull
    public static String fixNull(@CheckForNull String s) {
        return s == null ? "" : s;
    }

    @CheckForNull
    public static String fixEmpty(@CheckForNull String s) {
        return s == null || s.isEmpty() ? null : s;
    }

    @CheckForNull
    public static String fixEmptyAndTrim(@CheckForNull String s) {
        return s == null ? null : fixEmpty(s.trim());
    }

    @NonNull
    public static String rawEncode(@NonNull String s) {
        return URLEncoder.encode(s, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @NonNull
    public static String getTimeSpanString(long duration) {
        Duration span = Duration.ofMillis(duration);
        if (span.toDays() > 0) {
            return twoUnits(span.toDays(), span.toDays() == 1 ? "day" : "days", span.toHoursPart(), "hr");
        }
        if (span.toHours() > 0) {
            return twoUnits(span.toHours(), "hr", span.toMinutesPart(), "min");
        }
        if (span.toMinutes() > 0) {
            return twoUnits(span.toMinutes(), "min", span.toSecondsPart(), "sec");
        }
        if (duration >= 10_000) {
            return span.toSeconds() + " sec";
        }
        if (duration >= 1_000) {
            return decimal(duration / 100, 1) + " sec";
        }
        return duration >= 100 ? decimal(duration / 10, 2) + " sec" : duration + " ms";
    }

    private static String twoUnits(long big, String bigName, long small, String smallName) {
        String first = big + " " + bigName;
        return big >= 10 ? first : first + " " + small + " " + smallName;
    }

    private static String decimal(long digits, int scale) {
        return BigDecimal.valueOf(digits, scale).stripTrailingZeros().toPlainString();
    }
}
