package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

/** A running watch. */
public interface Watch extends AutoCloseable {
    /** Ends it; the listener is not called any more. */
    @Override
    void close();

    /** Tells the listener the resource version up to which it knows everything. */
    void bookmark();
}
