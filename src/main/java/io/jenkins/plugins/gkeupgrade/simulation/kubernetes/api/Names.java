package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** Names, uids and addresses that look as Kubernetes makes them and are the same in every run. */
public final class Names {
    // Kubernetes leaves out vowels and look-alikes, so that no words come out (k8s.io/apimachinery, util/rand).
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final Random random;
    private int addresses;

    Names(long seed) {
        this.random = new Random(seed);
    }

    /** Five letters for the end of a generated name. */
    public String suffix() {
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            suffix.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return suffix.toString();
    }

    String uid() {
        long high = random.nextLong() & 0xffffffffffff0fffL | 0x4000L;
        long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** An address within a /12 of its own. */
    public String address(String firstTwo) {
        int number = ++addresses;
        return firstTwo + "." + (number / 254 % 256) + "." + (number % 254 + 1);
    }

    /** A short hash of a tree, the same for trees that differ in the order of their fields only. */
    public static String hash(Object tree) {
        StringBuilder text = new StringBuilder();
        write(tree, text);
        long hash = 0x811c9dc5L;
        for (int i = 0; i < text.length(); i++) {
            hash = ((hash ^ text.charAt(i)) * 0x01000193L) & 0xffffffffL;
        }
        StringBuilder safe = new StringBuilder();
        for (char digit : Long.toString(hash).toCharArray()) {
            safe.append(LETTERS.charAt(digit % LETTERS.length()));
        }
        return safe.toString();
    }

    private static void write(Object tree, StringBuilder to) {
        if (tree instanceof Map<?, ?> map) {
            to.append('{');
            new TreeMap<>(map).forEach((key, value) -> {
                to.append(key).append(':');
                write(value, to);
                to.append(',');
            });
            to.append('}');
        } else if (tree instanceof Iterable<?> items) {
            to.append('[');
            items.forEach(item -> {
                write(item, to);
                to.append(',');
            });
            to.append(']');
        } else {
            to.append(tree);
        }
    }
}
