package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePatch;
import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUse;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.WorkloadFaults.PatchFault;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiException;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServerAway;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The engine's view of a simulated cluster, with faults between the two if asked for. */
public final class SimulatedWorkloads implements Workloads {
    private record Scope(Set<ResourceKind> kinds, String namespace) {}

    private record Target(
            Resource resource,
            String namespace,
            String name,
            String resourceVersion,
            List<PatchOperation> operations) {}

    private final ApiServer server;
    private final Supplier<List<ApiUse.Requested>> deprecated;
    private final KubernetesApi api;
    private final WorkloadFaults faults;
    private final Json json = new JacksonJson();
    private final Map<Scope, StoreView> views = new HashMap<>();

    public SimulatedWorkloads(SimulatedKubernetes kubernetes, Caller caller, WorkloadFaults faults) {
        this.server = kubernetes.server();
        this.deprecated = kubernetes::deprecatedApis;
        this.api = server.as(caller);
        this.faults = faults;
    }

    @Override
    public WatchedView view(Set<ResourceKind> kinds, String namespace) {
        Scope scope = new Scope(Set.copyOf(kinds), namespace);
        StoreView known = views.get(scope);
        if (known == null) {
            requireServing();
            known = new StoreView(server, kinds, namespace, faults);
            views.put(scope, known);
        }
        return known;
    }

    /** A view shows the cluster as it is at any time, within the delays of the simulated watches. */
    @Override
    public void watch() {}

    @Override
    public Map<ResourceKind, Listed> list(Set<ResourceKind> kinds, String namespace) {
        requireServing();
        Map<ResourceKind, Listed> lists = new EnumMap<>(ResourceKind.class);
        for (ResourceKind kind : kinds) {
            String where = kind.namespaced() ? namespace : "";
            lists.put(
                    kind,
                    new Listed.Objects(
                            api.list(Resources.of(kind), where, ListOptions.ALL).items()));
        }
        return lists;
    }

    @Override
    public ApiUse deprecatedApis() {
        return new ApiUse.Known(deprecated.get());
    }

    private void requireServing() {
        try {
            api.ping();
        } catch (ApiServerAway e) {
            throw new TransientFailure(e.getMessage(), e);
        }
    }

    @Override
    public List<PatchResult> patch(List<WorkloadPatch> patches) {
        requireServing();
        List<PatchResult> results = new ArrayList<>(patches.size());
        for (WorkloadPatch patch : patches) {
            Target target = new Target(
                    Resources.of(patch.workload().kind().resource()),
                    patch.workload().namespace(),
                    patch.workload().name(),
                    patch.resourceVersion(),
                    patch.operations());
            results.add(underFault(faults.onPatch().apply(patch), target));
        }
        return results;
    }

    @Override
    public List<PatchResult> patchNodes(List<NodePatch> patches) {
        requireServing();
        List<PatchResult> results = new ArrayList<>(patches.size());
        for (NodePatch patch : patches) {
            Target target = new Target(Resources.NODES, "", patch.node(), patch.resourceVersion(), patch.operations());
            results.add(underFault(faults.onNodePatch().apply(patch), target));
        }
        return results;
    }

    private PatchResult underFault(PatchFault fault, Target target) {
        return switch (fault) {
            case NONE -> send(target);
            case RESPONSE_LOST -> {
                send(target);
                yield new PatchResult.Unknown("The connection broke before the answer came.");
            }
            case NOT_SENT -> new PatchResult.Unknown("The connection broke.");
            case CONFLICT -> new PatchResult.Conflict();
            case CALL_FAILS -> throw new TransientFailure("The connection to the API server broke.");
        };
    }

    private PatchResult send(Target patch) {
        try {
            Manifest now = api.patch(
                    patch.resource(),
                    patch.namespace(),
                    patch.name(),
                    Subresource.NONE,
                    new Patch(Patch.Type.JSON, operations(patch)));
            views.values().forEach(view -> view.ours(patch.resource(), now));
            return new PatchResult.Applied(now);
        } catch (ApiServerAway e) {
            return new PatchResult.Unknown(e.getMessage());
        } catch (ApiException e) {
            return switch (e.code()) {
                case 404 -> new PatchResult.Gone();
                case 409 -> new PatchResult.Conflict();
                case 429, 500, 503 -> new PatchResult.Unknown(e.getMessage());
                default -> new PatchResult.Rejected(e.getMessage());
            };
        }
    }

    private static List<Object> operations(Target patch) {
        List<Object> operations = new ArrayList<>();
        // Replacing the version by another one is a conflict; a failed "test" would be an invalid request instead.
        operations.add(
                Trees.tree("op", "replace", "path", "/metadata/resourceVersion", "value", patch.resourceVersion()));
        for (PatchOperation operation : patch.operations()) {
            operations.add(Trees.tree("op", operation.op(), "path", operation.pointer(), "value", operation.value()));
        }
        return operations;
    }

    @Override
    public EvictionResult evict(String namespace, String pod, String uid) {
        try {
            api.evict(namespace, pod, onlyThis(uid));
            return new EvictionResult.Evicted();
        } catch (ApiServerAway e) {
            throw new TransientFailure(e.getMessage(), e);
        } catch (ApiException e) {
            return switch (e.code()) {
                case 404, 409 -> new EvictionResult.Evicted();
                // 500 is the answer for a pod that has two budgets.
                case 429, 500 -> new EvictionResult.Blocked(e.explanation());
                default -> throw new Failed(e.explanation(), e);
            };
        }
    }

    @Override
    public void deletePod(String namespace, String pod, String uid) {
        try {
            api.delete(Resources.PODS, namespace, pod, onlyThis(uid));
        } catch (ApiServerAway e) {
            throw new TransientFailure(e.getMessage(), e);
        } catch (ApiException e) {
            if (e.code() != 404 && e.code() != 409) {
                throw new Failed(e.explanation(), e);
            }
        }
    }

    private static DeleteOptions onlyThis(String uid) {
        return new DeleteOptions(null, null, uid, "");
    }

    @Override
    public Json json() {
        return json;
    }

    @Override
    public void onChange(Runnable listener) {
        server.store().addListener((resource, before, now) -> listener.run());
    }
}
