package io.jenkins.plugins.gkeupgrade.engine.workload;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A picture of a cluster that nothing changes. */
record StillCluster(Map<ResourceKind, List<Manifest>> objects) implements Workloads, WatchedView {
    @Override
    public WatchedView view(Set<ResourceKind> kinds, String namespace) {
        return this;
    }

    @Override
    public void watch() {}

    @Override
    public Collection<Manifest> list(ResourceKind kind) {
        return objects.getOrDefault(kind, List.of());
    }

    @Override
    public Optional<Manifest> find(ResourceKind kind, String namespace, String name) {
        return list(kind).stream().filter(m -> m.name().equals(name)).findFirst();
    }

    @Override
    public Map<ResourceKind, Listed> list(Set<ResourceKind> kinds, String namespace) {
        return kinds.stream()
                .collect(Collectors.toMap(
                        kind -> kind, kind -> new Listed.Objects(objects.getOrDefault(kind, List.of()))));
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
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PatchResult> patchNodes(List<NodePatch> patches) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EvictionResult evict(String namespace, String pod, String uid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deletePod(String namespace, String pod, String uid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Json json() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onChange(Runnable listener) {}
}
