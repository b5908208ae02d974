package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.Change;
import io.jenkins.plugins.gkeupgrade.engine.port.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The changes that the watches of one view tell, in one order: that of their resource versions, which API servers give
 * out in the order of the changes whatever the kind.
 *
 * <p>Watches of different kinds are not equally fast. So a change is told only when it has been known for a moment, in
 * which a slower watch tells what came before it; and while any watch is down nothing newer is told, not even that
 * something was lost, because then only what all of them list shows what is. Where nothing changes, bookmarks say how far that is known, so that whoever reads this never falls behind what servers remember.
 */
final class ChangeLog {
    /** Longer than one watch is usually behind another. */
    static final Duration SETTLE = Duration.ofMillis(500);
    /** More than a thousand workloads make in the time between two looks. */
    private static final int MOST = 20_000;

    private record Entry(Change change, long heard) {}

    private final LongSupplier nanos;
    private final List<Entry> untold = new ArrayList<>();
    private final List<Change> told = new ArrayList<>();
    /** How far each watch has told everything, by its changes or by the bookmarks of a quiet one. */
    private final Map<ResourceKind, Long> places = new EnumMap<>(ResourceKind.class);

    private long begin;
    private long beganAt;
    private long toldUpTo;
    private long newest;
    private long lostUpTo;
    private boolean hole;

    ChangeLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What one watch tells. */
    ObjectCache.Listener tape(ResourceKind kind) {
        return new ObjectCache.Listener() {
            @Override
            public void changed(Manifest object, boolean deleted) {
                add(new Change(kind, ObjectCache.number(object.resourceVersion()), object, deleted));
            }

            @Override
            public void nothingNewUpTo(String version) {
                comeTo(kind, ObjectCache.number(version));
            }

            @Override
            public void skippedTo(String version) {
                comeTo(kind, ObjectCache.number(version));
                lose(ObjectCache.number(version));
            }
        };
    }

    private synchronized void comeTo(ResourceKind kind, long version) {
        places.merge(kind, version, Math::max);
    }

    private synchronized void add(Change change) {
        if (untold.size() >= MOST) {
            lose(newest);
        }
        untold.add(new Entry(change, nanos.getAsLong()));
        comeTo(change.kind(), change.version());
        newest = Math.max(newest, change.version());
    }

    private synchronized void lose(long upTo) {
        untold.clear();
        told.clear();
        newest = Math.max(newest, upTo);
        hole = true;
    }

    /** Each watch tells from its place on; the newest of their places counts as known when it has settled. */
    synchronized void beganAt(Map<ResourceKind, Long> begins) {
        long version = begins.values().stream().mapToLong(Long::longValue).max().orElse(0);
        begins.forEach(this::comeTo);
        begin = version;
        beganAt = nanos.getAsLong();
        newest = Math.max(newest, version);
        toldUpTo = version;
    }

    /**
     * Adds what happened before the watches began.
     *
     * @param since where whoever reads this has got to
     */
    synchronized void before(long since, List<Change> changes) {
        long settled = nanos.getAsLong() - SETTLE.toNanos();
        untold.removeIf(entry -> entry.change().version() <= since);
        changes.forEach(change -> untold.add(new Entry(change, settled)));
        toldUpTo = since;
    }

    /** Nobody can say what happened before the watches began. */
    synchronized void forgotten() {
        lostUpTo = toldUpTo;
    }

    /**
     * Where a new reader may begin: behind whatever was lost.
     *
     * @param steady whether all watches have been up for the time to settle
     * @throws TransientFailure while what is listed again is of different moments
     */
    synchronized long beginning(boolean steady) {
        if (hole && !steady) {
            throw new TransientFailure(
                    "The Kubernetes API server has forgotten the latest changes, and not everything is listed again yet.");
        }
        fillHole();
        return toldUpTo;
    }

    private void fillHole() {
        if (hole) {
            hole = false;
            untold.clear();
            toldUpTo = newest;
            lostUpTo = newest;
        }
    }

    /**
     * @param since what was told up to here has been taken note of
     * @param steady whether all watches have been up for the time to settle
     */
    synchronized History since(long since, boolean steady) {
        if (since >= toldUpTo) {
            told.clear();
        }
        if ((hole || since < lostUpTo) && !steady) {
            // What is listed by now may be of different moments: new pods whose ReplicaSet is not known yet.
            return new History(List.of(), since, Math.max(newest, toldUpTo), false, false);
        }
        fillHole();
        if (since < lostUpTo) {
            return new History(List.of(), lostUpTo, newest, steady, true);
        }
        if (steady) {
            tell();
        }
        told.sort(Comparator.comparingLong(Change::version));
        return new History(told, toldUpTo, Math.max(newest, toldUpTo), steady, false);
    }

    private void tell() {
        long settled = nanos.getAsLong() - SETTLE.toNanos();
        long upTo = begin > toldUpTo && beganAt - settled <= 0 ? begin : toldUpTo;
        for (Entry entry : untold) {
            if (entry.heard() - settled <= 0) {
                upTo = Math.max(upTo, entry.change().version());
            }
        }
        long limit = upTo;
        untold.removeIf(entry -> {
            boolean now = entry.change().version() <= limit;
            if (now) {
                told.add(entry.change());
            }
            return now;
        });
        toldUpTo = untold.isEmpty() ? Math.max(limit, Collections.min(places.values())) : limit;
    }
}
