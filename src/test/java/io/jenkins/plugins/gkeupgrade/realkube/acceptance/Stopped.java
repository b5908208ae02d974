package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import java.util.function.Consumer;

/** A run that a test breaks off, as an abort of the build or the death of the controller would. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Stopped(String line) {
        super(line);
    }

    /** Breaks the run off when it says or waits for something with these words. */
    static Consumer<String> at(String words) {
        return line -> {
            if (line.contains(words)) {
                throw new Stopped(line);
            }
        };
    }
}
