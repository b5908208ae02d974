package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.function.Predicate;

/** One watch: turns changes into what somebody with its selector sees. */
final class Watcher implements Watch {
    private final ObjectStore store;
    private final Resource resource;
    private final Predicate<Manifest> wanted;
    private final WatchListener listener;
    private final long since;
    private boolean closed;

    /** @param since version that the listener knows already */
    Watcher(ObjectStore store, Resource resource, Predicate<Manifest> wanted, WatchListener listener, long since) {
        this.store = store;
        this.resource = resource;
        this.wanted = wanted;
        this.listener = listener;
        this.since = since;
    }

    void changed(long version, Manifest before, Manifest now) {
        boolean was = before != null && wanted.test(before);
        boolean is = now != null && wanted.test(now);
        if (closed || version <= since || (!was && !is)) {
            return;
        }
        if (is) {
            listener.event(new WatchEvent(was ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED, now));
        } else {
            // The last state that the watcher knew, at the version of the change that took it away.
            Manifest last = Trees.with(before, Long.toString(version), "metadata", "resourceVersion");
            listener.event(new WatchEvent(WatchEvent.Type.DELETED, last));
        }
    }

    /** The API server ends the watch. */
    void end() {
        if (!closed) {
            closed = true;
            listener.closed();
        }
    }

    @Override
    public void bookmark() {
        if (!closed) {
            listener.event(new WatchEvent(
                    WatchEvent.Type.BOOKMARK,
                    Manifest.wrap(Trees.tree(
                            "kind",
                            resource.kind(),
                            "metadata",
                            Trees.tree("resourceVersion", Long.toString(store.version()))))));
        }
    }

    @Override
    public void close() {
        closed = true;
        store.history(resource).remove(this);
    }
}
