package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.port.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * The build's console as a stage's voice: one line a change, and waiting told when its reason changes, but not every
 * count up and every look.
 */
final class ConsoleProgress implements Progress {
    private static final Duration REPEAT = Duration.ofMinutes(1);
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final Duration NUMBERS_ONLY = Duration.ofSeconds(10);

    private final PrintStream out;
    private final String prefix;
    private String lastReason = "";
    private Instant lastPrinted = Instant.MIN;
    private Instant waitingSince = Instant.MIN;
    private boolean closed;

    /** @param label what tells this step's lines from those of a parallel one */
    ConsoleProgress(PrintStream out, String label) {
        this.out = out;
        this.prefix = "[" + label + "] ";
    }

    @Override
    public synchronized void say(String line) {
        if (closed) {
            return;
        }
        // Messages of the cluster may carry anything: only what is plain text gets out, and further lines are indented,
        // so that none of them can pass for one of ours.
        String indent = "";
        for (String part : line.split("\\R")) {
            out.println(prefix + indent + part.strip().replaceAll("[\\p{Cc}\\p{Cf}]+", " "));
            indent = "  ";
        }
        lastReason = "";
    }

    /** What the last look was waiting for. The longer that lasts, the more seldom it is told: once in a tenth of the time. */
    synchronized void waiting(String reason, Instant now) {
        boolean sameWords = words(reason).equals(words(lastReason));
        if (!sameWords) {
            say(sentence(reason));
            waitingSince = now;
        } else {
            Duration waited = Duration.between(waitingSince, now);
            Duration quiet = reason.equals(lastReason) ? REPEAT : NUMBERS_ONLY;
            if (now.isBefore(lastPrinted.plus(longest(quiet, shortest(waited.dividedBy(10), SELDOM))))) {
                return;
            }
            say(sentence(reason) + " (" + DurationText.of(waited) + " so far)");
        }
        lastReason = reason;
        lastPrinted = now;
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A look that comes back to life after its step ended has no say any more. */
    synchronized void close() {
        closed = true;
    }

    private static String sentence(String reason) {
        String told = reason.startsWith("waiting") || reason.startsWith("trying") ? reason : "waiting: " + reason;
        return Character.toUpperCase(told.charAt(0)) + told.substring(1);
    }

    /** The reason but for its numbers, which go up while the reason stays the same. */
    static String words(String reason) {
        return reason.replaceAll("[0-9]+", "#");
    }
}
