package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.Change;
import io.jenkins.plugins.gkeupgrade.engine.port.History;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The history of one view: what its watches tell from the first question on, and what the server still remembers of the
 * time before. Records nothing until it is asked.
 */
final class ViewHistory implements AutoCloseable {
    private final Map<ResourceKind, ResourceFeed> feeds;
    private final KubernetesServices services;
    private final Runnable changed;
    private ChangeLog log = new ChangeLog(System::nanoTime);
    private final Map<ResourceKind, ObjectCache.Listener> tapes = new EnumMap<>(ResourceKind.class);
    private final Map<ResourceKind, Long> begins = new EnumMap<>(ResourceKind.class);

    ViewHistory(Map<ResourceKind, ResourceFeed> feeds, KubernetesServices services, Runnable changed) {
        this.feeds = feeds;
        this.services = services;
        this.changed = changed;
    }

    synchronized long version() {
        begin();
        return log.beginning(steady());
    }

    private boolean steady() {
        return feeds.values().stream().allMatch(feed -> feed.watchingFor(ChangeLog.SETTLE));
    }

    /** @return whether it began only now */
    private boolean begin() {
        if (!tapes.isEmpty()) {
            return false;
        }
        feeds.forEach((kind, feed) -> {
            ObjectCache.Listener tape = log.tape(kind);
            tapes.put(kind, tape);
            begins.put(kind, ObjectCache.number(feed.cache().listen(tape)));
        });
        log.beganAt(begins);
        return true;
    }

    synchronized History since(long version) {
        if (begin() && !remember(version)) {
            log.forgotten();
        }
        History history = log.since(version, steady());
        if (history.newest() > history.upTo()) {
            lookAgain();
        }
        return history;
    }

    /** @return whether the server remembers everything since then */
    private boolean remember(long version) {
        List<CompletableFuture<List<Change>>> asked = new ArrayList<>();
        feeds.forEach((kind, feed) -> {
            long begin = begins.get(kind);
            if (begin > version) {
                asked.add(feed.past().between(version, begin));
            }
        });
        List<Change> all = new ArrayList<>();
        try {
            for (CompletableFuture<List<Change>> past : asked) {
                all.addAll(past.get());
            }
        } catch (ExecutionException e) {
            return notRemembered(e.getCause());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new TransientFailure("Interrupted while asking for changes in the past.", e);
        }
        log.before(version, all);
        return true;
    }

    private boolean notRemembered(Throwable why) {
        if (why instanceof PastChanges.Forgotten) {
            return false;
        }
        close(); // so that the next look asks anew
        throw services.failures().of(new Operation("watch", "resources", "", ""), why);
    }

    private void lookAgain() {
        try {
            services.scheduler().schedule(changed, ChangeLog.SETTLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            changed.run(); // the connection is being closed: the next look says so
        }
    }

    @Override
    public synchronized void close() {
        tapes.forEach((kind, tape) -> feeds.get(kind).cache().forget(tape));
        tapes.clear();
        begins.clear();
        log = new ChangeLog(System::nanoTime);
    }
}
