package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
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
        // From the newest back: most watches go on shortly after where they ended.
        Deque<Past> missed = new ArrayDeque<>();
        for (Iterator<Past> back = past.descendingIterator(); back.hasNext(); ) {
            Past change = back.next();
            if (change.version() <= after) {
                break;
            }
            missed.addFirst(change);
        }
        missed.forEach(change -> to.changed(change.version(), change.before(), change.now()));
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
