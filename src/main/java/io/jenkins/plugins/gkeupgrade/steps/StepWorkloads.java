package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePatch;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUse;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Kubernetes API as one step sees it: connected at the first call, and closed to changes once the step has ended. */
final class StepWorkloads implements Workloads {
    private final StepConnection connection;

    StepWorkloads(StepConnection connection) {
        this.connection = connection;
    }

    private Workloads remote() {
        return connection.workloads();
    }

    @Override
    public WatchedView view(Set<ResourceKind> kinds, String namespace) {
        connection.opening();
        WatchedView view = remote().view(kinds, namespace);
        connection.watching();
        return view;
    }

    @Override
    public void watch() {
        remote().watch();
    }

    @Override
    public Map<ResourceKind, Listed> list(Set<ResourceKind> kinds, String namespace) {
        return remote().list(kinds, namespace);
    }

    @Override
    public ApiUse deprecatedApis() {
        return remote().deprecatedApis();
    }

    @Override
    public Json json() {
        return remote().json();
    }

    @Override
    public void onChange(Runnable listener) {
        remote().onChange(listener);
    }

    @Override
    public List<PatchResult> patch(List<WorkloadPatch> patches) {
        connection.requireRunning();
        return remote().patch(patches);
    }

    @Override
    public List<PatchResult> patchNodes(List<NodePatch> patches) {
        connection.requireRunning();
        return remote().patchNodes(patches);
    }

    @Override
    public EvictionResult evict(String namespace, String pod, String uid) {
        connection.requireRunning();
        return remote().evict(namespace, pod, uid);
    }

    @Override
    public void deletePod(String namespace, String pod, String uid) {
        connection.requireRunning();
        remote().deletePod(namespace, pod, uid);
    }
}
