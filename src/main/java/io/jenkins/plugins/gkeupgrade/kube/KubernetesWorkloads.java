package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One user's window on a connection. Watches are shared with the other users of the connection; closing this ends those
 * that nobody else needs, and forgets this user's listeners. Calls block their caller only.
 */
public final class KubernetesWorkloads implements Workloads, AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(KubernetesWorkloads.class.getName());

    private record Scope(Set<ResourceKind> kinds, String namespace) {}

    private final KubernetesServices services;
    private final SharedFeeds feeds;
    private final Changes changes;
    private final Map<Scope, LiveView> views = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean refused;

    KubernetesWorkloads(KubernetesServices services, SharedFeeds feeds, Changes changes) {
        this.services = services;
        this.feeds = feeds;
        this.changes = changes;
    }

    @Override
    public ClusterView view(Set<ResourceKind> kinds, String namespace) {
        LiveView view;
        synchronized (views) {
            Scope scope = new Scope(Set.copyOf(kinds), namespace);
            view = views.get(scope);
            if (view == null || view.over()) {
                view = open(scope);
                views.put(scope, view);
            }
        }
        awaitPictures(view);
        return view;
    }

    private LiveView open(Scope scope) {
        Map<ResourceKind, ResourceFeed> opened = new EnumMap<>(ResourceKind.class);
        scope.kinds().forEach(kind -> opened.put(kind, feeds.acquire(kind, scope.namespace(), this)));
        return new LiveView(opened);
    }

    /** Until every feed has its first picture, or one of them says why not. */
    private void awaitPictures(LiveView view) {
        CompletableFuture<?>[] pictures =
                view.feeds().values().stream().map(ResourceFeed::firstPicture).toArray(CompletableFuture[]::new);
        Duration patience = services.limits().requestTimeout();
        try {
            CompletableFuture.allOf(pictures).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw meaning(new Operation("list", "resources", "", ""), e);
        } catch (TimeoutException e) {
            throw new TransientFailure(
                    "The Kubernetes API server at " + services.api().server() + " has not listed everything within "
                            + patience.toSeconds() + " s.",
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public List<PatchResult> patch(List<WorkloadPatch> patches) {
        PatchBatch batch = new PatchBatch(services, feeds, changes, refused);
        try {
            return batch.run(patches);
        } catch (ExecutionException e) {
            throw meaning(new Operation("patch", "workloads", "", ""), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            refused = batch.refused();
        }
    }

    @Override
    public EvictionResult evict(String namespace, String pod, String uid) {
        ApiRequest request = Evictions.evict(evictionVersion(), namespace, pod, uid, services.json());
        ApiResponse response = change(request);
        if (Evictions.blocked(response, services.json()) || Evictions.unsupported(response, services.json())) {
            return new EvictionResult.Blocked(Evictions.why(response, services.json()));
        }
        requireGone(request.operation(), response);
        feeds.leaving(namespace, pod, uid);
        return new EvictionResult.Evicted();
    }

    private String evictionVersion() {
        try {
            return services.versions().ofEviction().get();
        } catch (ExecutionException e) {
            throw meaning(new Operation("get", "/api/v1", "", ""), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void deletePod(String namespace, String pod, String uid) {
        ApiRequest request = Evictions.delete(namespace, pod, uid, services.json());
        requireGone(request.operation(), change(request));
        feeds.leaving(namespace, pod, uid);
    }

    /** Not found, and found with another uid (409), are as good as success: this very pod is gone. */
    private void requireGone(Operation operation, ApiResponse response) {
        boolean again = refused;
        refused = response.code() == 401;
        if (refused) {
            throw services.failures().unauthorized(operation, again);
        }
        if (!response.successful() && response.code() != 404 && response.code() != 409) {
            throw services.failures().of(operation, response);
        }
    }

    private ApiResponse change(ApiRequest request) {
        try {
            return changes.submit(request).get();
        } catch (ExecutionException e) {
            throw meaning(request.operation(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private StageException meaning(Operation operation, ExecutionException e) {
        return services.failures().of(operation, e.getCause());
    }

    private static TransientFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new TransientFailure("Interrupted while waiting for the Kubernetes API server.", e);
    }

    @Override
    public Json json() {
        return services.json();
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** A listener that fails must not end the watch that tells it. */
    void changed() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "A listener for changes of the cluster failed", e);
            }
        }
    }

    @Override
    public void close() {
        listeners.clear();
        feeds.release(this);
    }
}
