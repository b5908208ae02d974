package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.History;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The feeds of some resources, read together. */
record LiveView(Map<ResourceKind, ResourceFeed> feeds, ViewHistory history) implements WatchedView {
    LiveView {
        feeds = Map.copyOf(feeds);
    }

    /** @param services of the connection
     * @param changed has whoever reads the view look again */
    static LiveView of(Map<ResourceKind, ResourceFeed> feeds, KubernetesServices services, Runnable changed) {
        return new LiveView(feeds, new ViewHistory(feeds, services, changed));
    }

    @Override
    public Collection<Manifest> list(ResourceKind kind) {
        return reliable(kind).cache().all();
    }

    @Override
    public Optional<Manifest> find(ResourceKind kind, String namespace, String name) {
        return reliable(kind).cache().find(namespace, name);
    }

    @Override
    public long version() {
        feeds.values().forEach(ResourceFeed::check);
        return history.version();
    }

    @Override
    public History changesSince(long version) {
        feeds.values().forEach(ResourceFeed::check);
        return history.since(version);
    }

    void watch() {
        feeds.values().forEach(ResourceFeed::keepWatching);
    }

    /** @throws io.jenkins.plugins.gkeupgrade.engine.StageException that says why it has ended for good, if it has */
    void requireNotOver() {
        feeds.values().stream().filter(ResourceFeed::over).forEach(ResourceFeed::check);
    }

    boolean over() {
        return feeds.values().stream().anyMatch(ResourceFeed::over);
    }

    /** Whether everything in it is being watched at this moment. */
    boolean live() {
        return feeds.values().stream().allMatch(ResourceFeed::watching);
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
