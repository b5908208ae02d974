package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

/** Who is told about changes. It is called while the change is made, must be quick and may make requests of its own. */
public interface WatchListener {
    void event(WatchEvent event);

    /** The server has ended the watch; nothing more comes. */
    default void closed() {}
}
