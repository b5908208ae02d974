package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

/** Which part of an object a write is about. */
public enum Subresource {
    NONE,
    STATUS,
    SCALE
}
