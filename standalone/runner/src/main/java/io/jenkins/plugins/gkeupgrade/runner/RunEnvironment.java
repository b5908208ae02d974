package io.jenkins.plugins.gkeupgrade.runner;

import io.jenkins.plugins.gkeupgrade.runner.clock.RunClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** The world that a run works on: its clock, and what must be up before the first step. */
public interface RunEnvironment extends AutoCloseable {
    /**
     * Starts the world.
     *
     * @param log takes lines for the person at the console
     */
    void start(Consumer<String> log) throws IOException;

    /** The time of the world; known once it has started. */
    RunClock clock();

    /** Variables for the environment of the build, such as where the world's endpoints are. */
    default Map<String, String> variables() {
        return Map.of();
    }

    @Override
    void close();

    /** Makes environments; found by {@link java.util.ServiceLoader}. */
    interface Provider {
        /** @param world a file that describes the world; an error names what is wrong with it */
        RunEnvironment create(Path world) throws IOException;
    }
}
