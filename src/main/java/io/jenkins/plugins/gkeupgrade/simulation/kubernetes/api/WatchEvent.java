package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;

/** One line of a watch. */
public record WatchEvent(Type type, Manifest object) {
    /** What happened to the object; a bookmark only carries a resource version. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED,
        BOOKMARK
    }
}
