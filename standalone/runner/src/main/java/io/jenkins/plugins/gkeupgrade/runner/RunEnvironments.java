package io.jenkins.plugins.gkeupgrade.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Finds the environment that runs happen in. */
public final class RunEnvironments {
    private RunEnvironments() {}

    /**
     * The world of the file, emulated; without a file, one without clusters.
     *
     * @param world may be null
     */
    public static RunEnvironment create(Path world) throws IOException {
        return world == null ? new EmptyEnvironment() : provider().create(world);
    }

    private static RunEnvironment.Provider provider() throws IOException {
        return ServiceLoader.load(RunEnvironment.Provider.class)
                .findFirst()
                .orElseThrow(() -> new IOException("There is no emulator on the class path."));
    }
}
