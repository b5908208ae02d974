package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Key;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.WorkQueue;
import java.util.List;
import java.util.Map;

/** Looks at a workload whenever it or something that it manages has changed. */
abstract class WorkloadController implements StoreListener {
    protected final ControlContext context;
    protected final KubernetesApi api;
    protected final Resource resource;
    protected final WorkQueue<Key> queue;
    private final Resource children;
    private final String component;

    /** @param children what the workload manages and must be looked at for */
    WorkloadController(ControlContext context, String component, Resource resource, Resource children) {
        this.context = context;
        this.component = component;
        this.api = context.api(component);
        this.resource = resource;
        this.children = children;
        this.queue = new WorkQueue<>(context, this::process);
    }

    @Override
    public void changed(Resource changed, Manifest before, Manifest now) {
        if (changed.equals(resource) && now != null) {
            queue.add(Key.of(now));
        } else if (changed.equals(children)) {
            Map<String, Object> owner = Pods.controllerOf(now == null ? before : now);
            if (resource.kind().equals(owner.get("kind"))) {
                queue.add(new Key((now == null ? before : now).namespace(), Trees.text(owner, "name")));
            }
        }
    }

    private void process(Key key) {
        Manifest workload = context.store().get(resource, key.namespace(), key.name());
        if (workload != null && workload.at("metadata", "deletionTimestamp") == null) {
            sync(workload);
        }
    }

    /** Takes the next step from what is to what should be. */
    abstract void sync(Manifest workload);

    /** What the workload manages, in order of names. */
    final List<Manifest> children(Manifest workload) {
        return context.owners().of(workload.uid(), children).toList();
    }

    final void updateStatus(Manifest workload, Map<String, Object> status) {
        if (!status.equals(workload.map("status"))) {
            api.replace(resource, Subresource.STATUS, Trees.with(workload, status, "status"));
        }
    }

    final void event(Manifest about, String type, String reason, String message) {
        context.events().record(component, about, type, reason, message);
    }

    /** Fields in their order; those that say nothing are left out, as Kubernetes leaves them out. */
    static Map<String, Object> counts(Object... pairs) {
        for (int i = 1; i < pairs.length; i += 2) {
            pairs[i] = pairs[i] instanceof Number number && number.longValue() == 0 ? null : pairs[i];
        }
        return Trees.tree(pairs);
    }
}
