package io.jenkins.plugins.gkeupgrade.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints what was measured, with the targets beside, and keeps count of those that were missed. */
final class Scoreboard {
    private final PrintStream out;
    private final List<String> rows = new ArrayList<>();
    private String title = "";
    private int missed;

    Scoreboard(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        title = text;
        out.println();
        out.println(text);
    }

    void say(String text) {
        out.println("  " + text);
    }

    void figure(String what, double value, String unit) {
        rows.add(row(what, value, unit, "", ""));
        out.printf(Locale.ROOT, "  %-66s %10.2f %s%n", what, value, unit);
    }

    void atLeast(String what, double value, double target, String unit) {
        judge(what, value, "at least", target, unit, value >= target);
    }

    void atMost(String what, double value, double target, String unit) {
        judge(what, value, "at most", target, unit, value <= target);
    }

    private void judge(String what, double value, String bound, double target, String unit, boolean reached) {
        missed += reached ? 0 : 1;
        rows.add(row(what, value, unit, bound + " " + plain(target), reached ? "met" : "missed"));
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

    private String row(String what, double value, String unit, String target, String verdict) {
        return String.format(
                Locale.ROOT,
                "| %s: %s | %.2f %s | %s | %s |",
                title.replaceAll(",.*", ""),
                what,
                value,
                unit,
                target,
                verdict);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /**
     * Prints all figures once more as a table for a document.
     *
     * @return whether all targets were reached
     */
    boolean close() {
        out.println();
        out.println("| What | Measured | Target | |");
        out.println("|---|---|---|---|");
        rows.forEach(out::println);
        out.println();
        out.println(missed == 0 ? "All targets were met." : missed + " targets were missed.");
        return missed == 0;
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
