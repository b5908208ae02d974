package io.jenkins.plugins.gkeupgrade.runner;

import io.jenkins.plugins.gkeupgrade.runner.clock.RunClock;
import io.jenkins.plugins.gkeupgrade.runner.clock.VirtualClock;
import java.time.Instant;
import java.util.function.Consumer;

/** A world without clusters, in virtual time. */
final class EmptyEnvironment implements RunEnvironment {
    private final RunClock clock = new VirtualClock(Instant.now());

    @Override
    public void start(Consumer<String> log) {
        // There is nothing to start.
    }

    @Override
    public RunClock clock() {
        return clock;
    }

    @Override
    public void close() {
        clock.close();
    }
}
