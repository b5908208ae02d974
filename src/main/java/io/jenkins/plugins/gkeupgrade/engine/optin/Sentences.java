package io.jenkins.plugins.gkeupgrade.engine.optin;

import java.util.Collection;

/** Small pieces of the sentences that the log is made of. */
public final class Sentences {
    private static final int NAMED = 5;

    private Sentences() {}

    /** {@code 1 workload}, {@code 3 workloads}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The first few by name, and how many more there are. */
    public static String list(Collection<?> items) {
        String named = String.join(
                ", ", items.stream().limit(NAMED).map(Object::toString).toList());
        return items.size() <= NAMED ? named : named + " and " + (items.size() - NAMED) + " more";
    }
}
