package io.jenkins.plugins.gkeupgrade.engine.port;

/** What became of the wish to move a pod away. */
public sealed interface EvictionResult {
    /** The pod is terminating, or was gone already. */
    record Evicted() implements EvictionResult {}

    /** @param message the API server's own words, which name the PodDisruptionBudget in the way */
    record Blocked(String message) implements EvictionResult {}
}
