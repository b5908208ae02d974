package io.jenkins.plugins.gkeupgrade.bench;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePatch;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The adapter, with a note of when it was told to change something and when that was done. */
record TimedWorkloads(Workloads adapter, PatchTimes times) implements Workloads {
    @Override
    public List<PatchResult> patch(List<WorkloadPatch> patches) {
        long begin = System.nanoTime();
        List<PatchResult> results = adapter.patch(patches);
        times.note(patches.size(), begin, System.nanoTime());
        return results;
    }

    @Override
    public Map<ResourceKind, Listed> list(Set<ResourceKind> kinds, String namespace) {
        return adapter.list(kinds, namespace);
    }

    @Override
    public void watch() {
        adapter.watch();
    }

    @Override
    public List<PatchResult> patchNodes(List<NodePatch> patches) {
        return adapter.patchNodes(patches);
    }

    @Override
    public WatchedView view(Set<ResourceKind> kinds, String namespace) {
        return adapter.view(kinds, namespace);
    }

    @Override
    public EvictionResult evict(String namespace, String pod, String uid) {
        return adapter.evict(namespace, pod, uid);
    }

    @Override
    public void deletePod(String namespace, String pod, String uid) {
        adapter.deletePod(namespace, pod, uid);
    }

    @Override
    public Json json() {
        return adapter.json();
    }

    @Override
    public void onChange(Runnable listener) {
        adapter.onChange(listener);
    }
}
