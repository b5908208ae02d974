package io.jenkins.plugins.gkeupgrade.runner.console;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The log of a run: whole lines, never mixed between threads, secrets masked. */
public final class Console {
    private final PrintStream out;
    private final List<String> secrets = new CopyOnWriteArrayList<>();

    public Console(PrintStream out) {
        this.out = out;
    }

    public void println(String line) {
        String masked = mask(line);
        synchronized (out) {
            out.println(masked);
            out.flush();
        }
    }

    /** Prints stars for this text from now on; blank texts are no secrets. */
    public void keepSecret(String text) {
        text.lines()
                .map(String::strip)
                .filter(line -> line.length() > 1)
                .filter(line -> !secrets.contains(line))
                .forEach(secrets::add);
        secrets.sort(Comparator.comparingInt(String::length).reversed());
    }

    public String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, "****");
        }
        return masked;
    }
}
