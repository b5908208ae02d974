package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePatch;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.History;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The nodes of a {@link RecordingHost}, all Ready, as the engine sees nodes. */
public final class HostedNodes implements Workloads, WatchedView {
    private final RecordingHost host;

    public HostedNodes(RecordingHost host) {
        this.host = host;
    }

    @Override
    public WatchedView view(Set<ResourceKind> kinds, String namespace) {
        return this;
    }

    @Override
    public void watch() {}

    @Override
    public Collection<Manifest> list(ResourceKind kind) {
        if (host.away()) {
            throw new TransientFailure("The API server does not answer.");
        }
        return host.nodes().entrySet().stream()
                .map(node -> node(node.getKey(), node.getValue()))
                .toList();
    }

    private static Manifest node(String name, NodeTemplate template) {
        return Manifest.of(Map.of(
                "metadata",
                Map.of("name", name, "labels", Map.of("cloud.google.com/gke-nodepool", template.pool())),
                "status",
                Map.of(
                        "nodeInfo",
                        Map.of("kubeletVersion", "v" + template.version()),
                        "conditions",
                        List.of(Map.of("type", "Ready", "status", "True")))));
    }

    @Override
    public Optional<Manifest> find(ResourceKind kind, String namespace, String name) {
        return list(kind).stream().filter(n -> n.name().equals(name)).findFirst();
    }

    @Override
    public Map<ResourceKind, Listed> list(Set<ResourceKind> kinds, String namespace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long version() {
        return 1;
    }

    @Override
    public History changesSince(long version) {
        return new History(List.of(), 1, 1, true, false);
    }

    @Override
    public List<PatchResult> patch(List<WorkloadPatch> patches) {
        throw new UnsupportedOperationException("These stages patch nothing.");
    }

    @Override
    public List<PatchResult> patchNodes(List<NodePatch> patches) {
        throw new UnsupportedOperationException("These stages patch nothing.");
    }

    @Override
    public EvictionResult evict(String namespace, String pod, String uid) {
        throw new UnsupportedOperationException("These stages evict nothing.");
    }

    @Override
    public void deletePod(String namespace, String pod, String uid) {
        throw new UnsupportedOperationException("These stages delete nothing.");
    }

    @Override
    public Json json() {
        throw new UnsupportedOperationException("These stages record nothing.");
    }

    @Override
    public void onChange(Runnable listener) {
        // nodes are polled
    }
}
