package io.jenkins.plugins.gkeupgrade.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/** Prints what was measured, with the targets beside, and keeps count of those that were missed. */
final class Scoreboard {
    private final PrintStream out;
    private int targets;
    private int missed;

    Scoreboard(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println();
        out.println(text);
    }

    void say(String text) {
        out.println("  " + text);
    }

    void figure(String what, double value, String unit) {
        out.printf(Locale.ROOT, "  %-66s %10.2f %s%n", what, value, unit);
    }

    void atLeast(String what, double value, double target, String unit) {
        judge(what, value, "at least", target, unit, value >= target);
    }

    void atMost(String what, double value, double target, String unit) {
        judge(what, value, "at most", target, unit, value <= target);
    }

    private void judge(String what, double value, String bound, double target, String unit, boolean reached) {
        targets++;
        missed += reached ? 0 : 1;
        out.printf(
                Locale.ROOT,
                "  %-66s %10.2f %s  (target: %s %s)  %s%n",
                what,
                value,
                unit,
                bound,
                plain(target),
                reached ? "PASS" : "MISS");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /**
     * The closing line.
     *
     * @return whether all targets were reached
     */
    boolean close() {
        out.println();
        out.println(
                missed == 0
                        ? "All " + targets + " targets were reached."
                        : missed + " of " + targets + " targets were missed.");
        return missed == 0;
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
