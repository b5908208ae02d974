package io.jenkins.plugins.gkeupgrade.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the environment that runs happen in. */
public final class RunEnvironments {
    private RunEnvironments() {}

    /**
     * An environment of the provider on the class path, or one without clusters when there is no provider.
     *
     * @param world a file that describes the world; null for the usual one
     */
    public static RunEnvironment create(Path world) throws IOException {
        Optional<RunEnvironment.Provider> provider =
                ServiceLoader.load(RunEnvironment.Provider.class).findFirst();
        if (provider.isPresent()) {
            return provider.get().create(world);
        }
        if (world != null) {
            throw new IOException("The world " + world + " cannot be used: no emulator is on the class path.");
        }
        return new EmptyEnvironment();
    }
}
