package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps a cache of one resource true: lists it, watches it from there once somebody waits, goes on where a cut watch
 * ended, and lists again when the server has forgotten that place (410). Never gives up on what may pass; a missing permission ends it.
 */
final class ResourceFeed {
    private static final Logger LOGGER = Logger.getLogger(ResourceFeed.class.getName());
    /** API servers send a bookmark about once a minute; so long without anything means that nobody is there. */
    private static final Duration SILENCE = Duration.ofMinutes(3);
    /** A watch that the server ends sooner than this counts as a failure, so that it is not asked in a tight loop. */
    private static final Duration SHORT_WATCH = Duration.ofSeconds(1);

    private final ResourceKind kind;
    private final String namespace;
    private final KubernetesServices services;
    private final Duration staleAfter;
    private final Runnable changed;
    private final Runnable back;
    private final ObjectParser parser;
    private final ObjectCache cache = new ObjectCache();
    private final Backoff backoff = new Backoff();

    private CompletableFuture<Void> attempt = new CompletableFuture<>();
    private String apiVersion = "";
    private ApiClient.Stream watch;
    private boolean synced;
    private boolean wanted;
    private boolean begun;
    private boolean stopped;
    private boolean away;
    private int refusals;
    private long upUntil;
    private long lastHeard;
    private long watchingSince;
    private StageException problem = new TransientFailure("not listed yet");

    /**
     * @param changed called when there is something new to see
     * @param back called when it is live again after a failure
     */
    ResourceFeed(ResourceKind kind, String namespace, KubernetesServices services, Runnable changed, Runnable back) {
        this.kind = kind;
        this.namespace = namespace;
        this.services = services;
        this.staleAfter = services.limits().staleAfter();
        this.changed = changed;
        this.back = back;
        this.parser = new ObjectParser(services.json(), kind);
    }

    ObjectCache cache() {
        return cache;
    }

    ObjectParser parser() {
        return parser;
    }

    /** Ends when there is a first picture, or fails with the attempt to get one; done while none is under way. */
    synchronized CompletableFuture<Void> firstPicture() {
        return synced ? CompletableFuture.completedFuture(null) : attempt;
    }

    /** Whether it has ended for good. */
    synchronized boolean over() {
        return stopped || problem instanceof Failed;
    }

    /**
     * Checks that the cache can be relied on.
     *
     * @throws TransientFailure when it is too old or not there yet
     * @throws Failed when it never will be
     */
    synchronized void check() {
        if (problem instanceof Failed) {
            throw problem;
        }
        if (stopped) {
            throw new TransientFailure("The view of the " + kind.plural() + " is closed.");
        }
        if (!synced) {
            throw new TransientFailure(
                    "There is no picture of the " + kind.plural() + " yet: " + problem.getMessage(), problem);
        }
        Duration age = watch != null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - upUntil);
        if (age.compareTo(staleAfter) > 0) {
            throw new TransientFailure(
                    "The picture of the " + kind.plural() + " is " + DurationText.of(age) + " old: "
                            + problem.getMessage(),
                    problem);
        }
    }

    void start() {
        list();
    }

    /** Watches from now on, from where the list ended; until then the picture is just that list. */
    void keepWatching() {
        synchronized (this) {
            wanted = true;
        }
        watchWhenReady();
    }

    private void watchWhenReady() {
        synchronized (this) {
            if (!wanted || !synced || begun) {
                return;
            }
            begun = true;
        }
        watch();
    }

    synchronized void stop() {
        stopped = true;
        if (watch != null) {
            watch.body().cancel();
            watch = null;
        }
        attempt.completeExceptionally(new TransientFailure("The view of the " + kind.plural() + " is closed."));
    }

    synchronized boolean watching() {
        return watch != null;
    }

    /** Whether it has been watching for so long without a break. */
    synchronized boolean watchingFor(Duration time) {
        return watch != null && System.nanoTime() - watchingSince >= time.toNanos();
    }

    /** Asks the server for what it told in the past. */
    synchronized PastChanges past() {
        Operation operation = Operation.on("watch", kind, namespace, "");
        return new PastChanges(services, parser, kind, operation, ApiVersions.path(apiVersion, kind, namespace, ""));
    }

    /** Whether the server has not said a word for too long. */
    synchronized boolean silent() {
        return System.nanoTime() - lastHeard > SILENCE.toNanos();
    }

    /** Breaks the watch off, so that it is opened again. */
    void revive() {
        ApiClient.Stream silent;
        synchronized (this) {
            silent = watch;
        }
        if (silent != null) {
            silent.body().cancel();
        }
    }

    private void list() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            if (attempt.isDone()) {
                attempt = new CompletableFuture<>();
            }
        }
        services.versions()
                .of(kind)
                .thenCompose(version -> new Listing(services.api(), parser, kind, namespace, version).fetch())
                .whenComplete((listing, error) -> {
                    if (error == null) {
                        listed(listing);
                    } else {
                        failed(Operation.on("list", kind, namespace, ""), error, this::list);
                    }
                });
    }

    private void listed(Listing.Complete listing) {
        CompletableFuture<Void> picture;
        synchronized (this) {
            apiVersion = listing.apiVersion();
            cache.replace(listing.objects(), listing.resourceVersion());
            synced = true;
            begun = false;
            problem = new TransientFailure("it is not being watched");
            refusals = 0;
            upUntil = System.nanoTime();
            picture = attempt;
        }
        picture.complete(null);
        changed.run();
        watchWhenReady();
    }

    private void watch() {
        synchronized (this) {
            if (stopped) {
                return;
            }
        }
        Operation operation = Operation.on("watch", kind, namespace, "");
        String query = "?watch=true&allowWatchBookmarks=true&resourceVersion=" + cache.seenUpTo();
        WatchReader reader = new WatchReader(parser, cache);
        services.api().stream(
                        ApiRequest.get(operation, ApiVersions.path(apiVersion, kind, namespace, "") + query), piece -> {
                            heard();
                            if (reader.read(piece)) {
                                changed.run();
                            }
                        })
                .whenComplete((stream, error) -> {
                    if (error != null) {
                        notWatching(operation, error);
                    } else {
                        watching(stream, reader);
                    }
                });
    }

    private void watching(ApiClient.Stream stream, WatchReader reader) {
        long since = System.nanoTime();
        boolean wasAway;
        synchronized (this) {
            if (stopped) {
                stream.body().cancel();
                return;
            }
            watch = stream;
            lastHeard = since;
            watchingSince = since;
            wasAway = away;
            away = false;
        }
        stream.body().done().whenComplete((done, error) -> ended(reader, since, error));
        stream.body().consume();
        changed.run(); // to whom it was too old it may be new enough now
        if (wasAway) {
            back.run();
        }
    }

    private synchronized void heard() {
        lastHeard = System.nanoTime();
        backoff.reset();
        refusals = 0;
    }

    private void ended(WatchReader reader, long since, Throwable error) {
        boolean tooShort;
        synchronized (this) {
            watch = null;
            upUntil = System.nanoTime();
            tooShort = upUntil - since < SHORT_WATCH.toNanos();
        }
        LOGGER.log(
                Level.FINE,
                error,
                () -> "The watch of " + kind.plural() + " ended; it had come to " + cache.seenUpTo()
                        + (reader.mustListAgain() ? " and has to list again" : ""));
        if (error == null && !tooShort && !reader.mustListAgain()) {
            watch();
            return;
        }
        Throwable why = error != null
                ? error
                : new TransientFailure("The Kubernetes API server ended the watch of " + kind.plural() + ".");
        failed(Operation.on("watch", kind, namespace, ""), why, reader.mustListAgain() ? this::list : this::watch);
    }

    /** A server that is busy or away is asked for the same again; any other refusal of a watch asks for a list. */
    private void notWatching(Operation operation, Throwable error) {
        boolean listAgain = ApiClient.unwrapped(error) instanceof UnsuccessfulException refused
                && !refused.response().throttled();
        failed(operation, error, listAgain ? this::list : this::watch);
    }

    private void failed(Operation operation, Throwable error, Runnable again) {
        Throwable cause = ApiClient.unwrapped(error);
        StageException why;
        Duration delay;
        CompletableFuture<Void> waiting;
        synchronized (this) {
            if (stopped) {
                return;
            }
            why = meaning(operation, cause);
            problem = why;
            away = true;
            delay = backoff.next(cause);
            waiting = attempt;
        }
        waiting.completeExceptionally(why);
        if (why instanceof Failed) {
            changed.run(); // whoever waits for a change waits in vain
            return;
        }
        try {
            services.scheduler().schedule(again, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            stop(); // the connection is being closed
        }
    }

    private StageException meaning(Operation operation, Throwable cause) {
        if (!(cause instanceof UnsuccessfulException refused)) {
            return services.failures().of(operation, cause);
        }
        if (refused.response().code() == 404) {
            services.versions().forget();
        }
        return refused.response().code() == 401
                ? services.failures().unauthorized(operation, ++refusals > 1)
                : services.failures().of(operation, refused.response());
    }
}
