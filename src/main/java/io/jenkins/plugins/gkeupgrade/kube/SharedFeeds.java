package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The feeds of one connection: one per resource and namespace, running as long as somebody uses it. */
final class SharedFeeds implements AutoCloseable {
    private record Key(ResourceKind kind, String namespace) {}

    private record Shared(ResourceFeed feed, Set<KubernetesWorkloads> users) {}

    private final Map<Key, Shared> feeds = new HashMap<>();
    private final KubernetesServices services;

    SharedFeeds(KubernetesServices services) {
        this.services = services;
    }

    /** The feed of the kind, started when nobody had it; one that has ended for good is replaced. */
    ResourceFeed acquire(ResourceKind kind, String namespace, KubernetesWorkloads user) {
        Shared shared;
        boolean fresh;
        synchronized (this) {
            Key key = new Key(kind, kind.namespaced() ? namespace : "");
            shared = feeds.get(key);
            fresh = shared == null || shared.feed().over();
            if (fresh) {
                shared = open(key, shared == null ? Set.of() : shared.users());
                feeds.put(key, shared);
            }
            shared.users().add(user);
        }
        if (fresh) {
            shared.feed().start();
        }
        return shared.feed();
    }

    private Shared open(Key key, Set<KubernetesWorkloads> before) {
        Set<KubernetesWorkloads> users = ConcurrentHashMap.newKeySet();
        users.addAll(before);
        ResourceFeed feed = new ResourceFeed(
                key.kind(),
                key.namespace(),
                services,
                () -> users.forEach(KubernetesWorkloads::changed),
                () -> users.forEach(KubernetesWorkloads::feedIsBack));
        return new Shared(feed, users);
    }

    /** Stops the feeds that only this user had. */
    synchronized void release(KubernetesWorkloads user) {
        feeds.values().removeIf(shared -> {
            shared.users().remove(user);
            if (shared.users().isEmpty()) {
                shared.feed().stop();
            }
            return shared.users().isEmpty();
        });
    }

    /** Shows an object that we have just changed, everywhere at once. */
    void applied(ResourceKind kind, Manifest object) {
        of(kind).forEach(feed -> feed.cache().applied(object));
    }

    /** Shows that we have just told a pod to end, everywhere at once. */
    void leaving(String namespace, String pod, String uid) {
        of(ResourceKind.PODS).forEach(feed -> feed.cache().leaving(namespace, pod, uid));
    }

    private synchronized List<ResourceFeed> of(ResourceKind kind) {
        return feeds.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .map(entry -> entry.getValue().feed())
                .toList();
    }

    /**
     * Moves on to a new connection when all watches have been silent for too long. One alone may well be silent: servers
     * send no bookmarks for some resources, such as events.
     */
    void reviveSilent() {
        List<ResourceFeed> watching;
        synchronized (this) {
            watching = feeds.values().stream()
                    .map(Shared::feed)
                    .filter(ResourceFeed::watching)
                    .toList();
        }
        if (!watching.isEmpty() && watching.stream().allMatch(ResourceFeed::silent)) {
            services.api().renew(); // first, because the watches open again at once
            watching.forEach(ResourceFeed::revive);
        }
    }

    @Override
    public synchronized void close() {
        feeds.values().forEach(shared -> shared.feed().stop());
        feeds.clear();
    }
}
