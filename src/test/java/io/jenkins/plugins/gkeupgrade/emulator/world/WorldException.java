package io.jenkins.plugins.gkeupgrade.emulator.world;

/** A world file, or a manifest that it names, that cannot be used. The message names file or object, place, value and what is allowed. */
public final class WorldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorldException(String message) {
        super(message);
    }

    public WorldException(String message, Throwable cause) {
        super(message, cause);
    }
}
