package io.jenkins.plugins.gkeupgrade.emulator.world;

/** A world file that cannot be used. The message names file, place, value and what is allowed. */
public final class WorldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorldException(String message) {
        super(message);
    }

    WorldException(String message, Throwable cause) {
        super(message, cause);
    }
}
