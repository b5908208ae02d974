package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The feeds of some resources, read together. */
record LiveView(Map<ResourceKind, ResourceFeed> feeds) implements ClusterView {
    LiveView {
        feeds = Map.copyOf(feeds);
    }

    @Override
    public Collection<Manifest> list(ResourceKind kind) {
        return reliable(kind).cache().all();
    }

    @Override
    public Optional<Manifest> find(ResourceKind kind, String namespace, String name) {
        return reliable(kind).cache().find(namespace, name);
    }

    boolean over() {
        return feeds.values().stream().anyMatch(ResourceFeed::over);
    }

    private ResourceFeed reliable(ResourceKind kind) {
        ResourceFeed feed = feeds.get(kind);
        if (feed == null) {
            throw new IllegalArgumentException("The view does not include " + kind.plural() + ".");
        }
        feed.check();
        return feed;
    }
}
