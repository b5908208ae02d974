package io.jenkins.plugins.gkeupgrade.engine.port;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.util.Collection;
import java.util.Optional;

/**
 * A live picture of part of a cluster, kept up to date by watches. Reading it makes no request.
 *
 * <p>It never goes back in time for one object, and shows our own changes as soon as the call that made them returned.
 */
public interface ClusterView {
    /**
     * All objects of the kind within the view's scope, in no particular order.
     *
     * @throws IllegalArgumentException when the scope does not include the kind
     * @throws io.jenkins.plugins.gkeupgrade.engine.TransientFailure while the picture is too old to be relied on
     */
    Collection<Manifest> list(ResourceKind kind);

    /** @param namespace empty for cluster-wide kinds */
    Optional<Manifest> find(ResourceKind kind, String namespace, String name);
}
