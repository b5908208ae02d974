package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A picture of a cluster that nothing changes. */
record StillCluster(Map<ResourceKind, List<Manifest>> objects) implements Workloads, ClusterView {
    @Override
    public ClusterView view(Set<ResourceKind> kinds, String namespace) {
        return this;
    }

    @Override
    public Collection<Manifest> list(ResourceKind kind) {
        return objects.getOrDefault(kind, List.of());
    }

    @Override
    public Optional<Manifest> find(ResourceKind kind, String namespace, String name) {
        return list(kind).stream().filter(m -> m.name().equals(name)).findFirst();
    }

    @Override
    public List<PatchResult> patch(List<WorkloadPatch> patches) {
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
