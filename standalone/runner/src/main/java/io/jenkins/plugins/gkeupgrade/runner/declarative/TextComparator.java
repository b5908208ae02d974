package io.jenkins.plugins.gkeupgrade.runner.declarative;

import io.jenkins.plugins.gkeupgrade.runner.run.AntGlob;
import java.util.Locale;

/** The comparators of {@code when} conditions. */
enum TextComparator {
    GLOB {
        @Override
        boolean matches(String pattern, String actual) {
            return AntGlob.pattern(pattern, false).matcher(actual).matches();
        }
    },
    REGEXP {
        @Override
        boolean matches(String pattern, String actual) {
            return actual.matches(pattern);
        }
    },
    EQUALS {
        @Override
        boolean matches(String pattern, String actual) {
            return actual.equals(pattern);
        }
    };

    abstract boolean matches(String pattern, String actual);

    static TextComparator of(String name) {
        for (TextComparator each : values()) {
            if (each.name().equals(name.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        return GLOB;
    }
}
