package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePatch;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUse;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUseMetric;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final List<Runnable> returnListeners = new CopyOnWriteArrayList<>();
    private volatile boolean refused;

    KubernetesWorkloads(KubernetesServices services, SharedFeeds feeds, Changes changes) {
        this.services = services;
        this.feeds = feeds;
        this.changes = changes;
    }

    @Override
    public WatchedView view(Set<ResourceKind> kinds, String namespace) {
        Scope scope = new Scope(Set.copyOf(kinds), namespace);
        LiveView view;
        synchronized (views) {
            view = views.computeIfAbsent(scope, this::open);
        }
        try {
            awaitPictures(view);
            view.requireNotOver();
        } finally {
            if (view.over()) {
                forget(scope, view);
            }
        }
        return view;
    }

    /** Who has been told why a view has ended may ask for it anew. */
    private void forget(Scope scope, LiveView view) {
        synchronized (views) {
            views.remove(scope, view);
        }
        view.history().close();
    }

    @Override
    public void watch() {
        synchronized (views) {
            views.values().forEach(LiveView::watch);
        }
    }

    private LiveView open(Scope scope) {
        Map<ResourceKind, ResourceFeed> opened = new EnumMap<>(ResourceKind.class);
        scope.kinds().forEach(kind -> opened.put(kind, feeds.acquire(kind, scope.namespace(), this)));
        return LiveView.of(opened, services, this::changed);
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
    public Map<ResourceKind, Listed> list(Set<ResourceKind> kinds, String namespace) {
        return await(new OneTimeLists(services).of(kinds, namespace), new Operation("list", "resources", "", ""));
    }

    @Override
    public ApiUse deprecatedApis() {
        ApiRequest request = ApiRequest.get("/metrics");
        try {
            ApiResponse response = services.api().send(request).get();
            return response.successful()
                    ? ApiUseMetric.read(new String(response.body(), StandardCharsets.UTF_8).lines())
                    : new ApiUse.Unknown(
                            response.code() == 403
                                    ? "the Kubernetes user may not get /metrics (docs/rbac/step-user.yaml has that)"
                                    : "the API server answered " + response.message(services.json()));
        } catch (ExecutionException e) {
            return new ApiUse.Unknown(services.failures().noAnswer(request.operation(), e.getCause()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Who the API server takes us for. Empty when it does not say, as before Kubernetes 1.28.
     *
     * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#self-subject-review">
     *     SelfSubjectReview</a>
     */
    public Optional<String> identity() {
        ApiRequest request = new ApiRequest(
                new Operation("create", "selfsubjectreviews.authentication.k8s.io", "", ""),
                "POST",
                "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                "application/json",
                services.json().write(Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview")));
        ApiResponse response = await(services.api().send(request), request.operation());
        return Optional.of(response.status(services.json()).text("status", "userInfo", "username"))
                .filter(name -> response.successful() && !name.isEmpty());
    }

    /** Which of these the user has not, in all namespaces. */
    public List<Right> missing(List<Right> rights) {
        return await(
                new AccessReviews(services).missing(rights),
                new Operation("create", "selfsubjectaccessreviews.authorization.k8s.io", "", ""));
    }

    /**
     * The version that the API server says it has.
     *
     * @throws Failed when it does not say
     */
    GkeVersion serverVersion() {
        ApiRequest request = ApiRequest.get("/version");
        ApiResponse response = await(services.api().send(request), request.operation());
        if (response.code() == 403 && !services.failures().refusedTooEarly(response)) {
            throw new Failed("The Kubernetes user may not get /version: bind ClusterRole system:public-info-viewer to"
                    + " the group system:authenticated again, as Kubernetes does by itself.");
        }
        if (!response.successful()) {
            throw services.failures().of(request.operation(), response);
        }
        String told = response.status(services.json()).text("gitVersion");
        return GkeVersion.reported(told)
                .orElseThrow(() -> new Failed("The Kubernetes API server at "
                        + services.api().server() + " says that its version is '" + told
                        + "': expected one such as v1.33.5."));
    }

    @Override
    public List<PatchResult> patch(List<WorkloadPatch> patches) {
        return send(patches.stream().map(ObjectPatch::of).toList(), "workloads");
    }

    @Override
    public List<PatchResult> patchNodes(List<NodePatch> patches) {
        return send(patches.stream().map(ObjectPatch::of).toList(), "nodes");
    }

    private List<PatchResult> send(List<ObjectPatch> patches, String what) {
        PatchBatch batch = new PatchBatch(services, feeds, changes, refused);
        try {
            return batch.run(patches);
        } catch (ExecutionException e) {
            throw meaning(new Operation("patch", what, "", ""), e);
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
        return await(services.versions().ofEviction(), new Operation("get", "/api/v1", "", ""));
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
            return await(changes.submit(request), request.operation());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Every request has a deadline of its own, so that this needs none. */
    private <T> T await(CompletableFuture<T> answer, Operation operation) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw meaning(operation, e);
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

    /**
     * Has this called, on any thread, when all views are live again after the API server was away. Nothing of what they
     * show need have changed.
     */
    public void onReturn(Runnable listener) {
        returnListeners.add(listener);
    }

    void changed() {
        tell(listeners);
    }

    /** The watches of an API server that returns open one after the other; the last one makes the view whole. */
    void feedIsBack() {
        boolean live;
        synchronized (views) {
            live = views.values().stream().allMatch(LiveView::live);
        }
        if (live) {
            tell(returnListeners);
        }
    }

    /** A listener that fails must not end the watch that tells it. */
    private static void tell(List<Runnable> listeners) {
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
        synchronized (views) {
            views.values().forEach(view -> view.history().close());
        }
        returnListeners.clear();
        feeds.release(this);
    }
}
