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

    /** The same for a noun whose plural is not formed by an s alone. */
    static String count(long number, String noun, String plural) {
        return number + " " + (number == 1 ? noun : plural);
    }

    /** What follows a clause about several things: the only one in the same sentence, or each on a line of its own. */
    public static String each(Collection<?> items) {
        return items.size() == 1
                ? ": " + items.iterator().next() + "."
                : ":"
                        + String.join(
                                "", items.stream().map(item -> "\n  " + item).toList());
    }

    /** The first few by name, and how many more there are. */
    public static String list(Collection<?> items) {
        String named = String.join(
                ", ", items.stream().limit(NAMED).map(Object::toString).toList());
        return items.size() <= NAMED ? named : named + " and " + (items.size() - NAMED) + " more";
    }
}
