package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The last changes of one resource and those who watch it. */
final class History {
    private record Past(long version, Manifest before, Manifest now) {}

    private final Deque<Past> past = new ArrayDeque<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final int size;
    private long forgotten;

    History(int size) {
        this.size = size;
    }

    void add(long version, Manifest before, Manifest now) {
        past.addLast(new Past(version, before, now));
        if (past.size() > size) {
            forgotten = past.removeFirst().version();
        }
        for (Watcher watcher : List.copyOf(watchers)) {
            watcher.changed(version, before, now);
        }
    }

    void compact(long version) {
        past.clear();
        forgotten = version;
    }

    /** The newest version whose changes are not known any more. */
    long forgotten() {
        return forgotten;
    }

    void replay(long after, Watcher to) {
        for (Past change : List.copyOf(past)) {
            if (change.version() > after) {
                to.changed(change.version(), change.before(), change.now());
            }
        }
    }

    void add(Watcher watcher) {
        watchers.add(watcher);
    }

    void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    void closeAll() {
        List<Watcher> all = List.copyOf(watchers);
        watchers.clear();
        all.forEach((Consumer<Watcher>) Watcher::end);
    }
}
