package io.jenkins.plugins.gkeupgrade.engine.model;

import java.time.Duration;
import java.util.function.Supplier;

/** Checks of step parameters that several requests share; each error names the parameter, the value and what is allowed. */
public final class Parameters {
    /** A day: longer than any stage should need, short enough to notice a mistaken unit. */
    private static final int LONGEST_TIMEOUT_MINUTES = 24 * 60;

    private Parameters() {}

    /** @throws InvalidValue unless the number is between the bounds, both included */
    public static int between(String parameter, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidValue(
                    parameter + ": " + value + " is out of range: expected " + least + " to " + most + ".");
        }
        return value;
    }

    public static Duration timeout(int minutes) {
        return Duration.ofMinutes(between("timeoutMinutes", minutes, 1, LONGEST_TIMEOUT_MINUTES));
    }

    /** Names the parameter in the complaint of a value that does not know it. */
    public static <T> T named(String parameter, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidValue e) {
            throw e.in(parameter);
        }
    }

    public static VersionRequest version(String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidValue("version: missing; expected " + VersionRequest.FORMS + ".");
        }
        return named("version", () -> new VersionRequest(text));
    }

    /** @param key empty for the default */
    public static String taintKey(String key) {
        String wanted = key == null || key.isBlank() ? OptInTaint.DEFAULT_KEY : key.trim();
        return named("taintKey", () -> LabelRules.requireOwnKey(wanted));
    }
}
