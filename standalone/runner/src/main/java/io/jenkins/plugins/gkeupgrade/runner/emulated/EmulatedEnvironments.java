package io.jenkins.plugins.gkeupgrade.runner.emulated;

import io.jenkins.plugins.gkeupgrade.emulator.world.WorldException;
import io.jenkins.plugins.gkeupgrade.emulator.world.WorldReader;
import io.jenkins.plugins.gkeupgrade.runner.RunEnvironment;
import java.io.IOException;
import java.nio.file.Path;

/** Makes emulated worlds from their files. */
public final class EmulatedEnvironments implements RunEnvironment.Provider {
    @Override
    public RunEnvironment create(Path world) throws IOException {
        try {
            return new EmulatedEnvironment(WorldReader.read(world));
        } catch (WorldException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
