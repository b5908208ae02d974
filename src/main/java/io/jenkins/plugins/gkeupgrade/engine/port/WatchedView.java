package io.jenkins.plugins.gkeupgrade.engine.port;

/** A view that can also tell what has happened in it, and not only what is. */
public interface WatchedView extends ClusterView {
    /**
     * Where {@link #changesSince} may begin. From the first call on the view remembers what changes.
     *
     * @return a resource version; everything in the view is at least as new
     * @throws io.jenkins.plugins.gkeupgrade.engine.TransientFailure while the picture is too old to be relied on
     */
    long version();

    /**
     * Every change after a moment, those included that later ones have overtaken and that {@link #list} does not show.
     * Asking again after a restart of the controller goes on at the same place, as long as the server remembers it.
     *
     * @param version where the last answer ended, or what {@link #version} said
     * @throws io.jenkins.plugins.gkeupgrade.engine.TransientFailure while it cannot be known
     */
    History changesSince(long version);
}
