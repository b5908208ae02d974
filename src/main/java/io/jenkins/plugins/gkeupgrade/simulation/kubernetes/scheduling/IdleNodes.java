package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.NodeGroups;
import io.jenkins.plugins.gkeupgrade.simulation.NodeGroups.Group;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.NodeManifests;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives back nodes of autoscaled pools that have had nothing but DaemonSet pods for long enough. */
public final class IdleNodes implements StoreListener {
    private static final String LEAVING = "ToBeDeletedByClusterAutoscaler";

    private final ControlContext context;
    private final KubernetesApi api;
    private final Autoscaler autoscaler;
    private final Map<String, Instant> idleSince = new HashMap<>();

    public IdleNodes(ControlContext context, Autoscaler autoscaler) {
        this.context = context;
        this.api = context.api("cluster-autoscaler");
        this.autoscaler = autoscaler;
    }

    @Override
    public void changed(Resource resource, Manifest before, Manifest now) {
        if (resource.equals(Resources.NODES)) {
            if (now == null) {
                idleSince.remove(before.name());
            } else if (before == null) {
                look(now.name());
            }
        } else if (resource.equals(Resources.PODS)) {
            String node = (now == null ? before : now).text("spec", "nodeName");
            boolean moved = before == null
                    || now == null
                    || !before.text("spec", "nodeName").equals(node);
            if (moved && !node.isEmpty()) {
                look(node);
            }
        }
    }

    private void look(String node) {
        if (!isIdle(node)) {
            idleSince.remove(node);
        } else if (!idleSince.containsKey(node)) {
            Instant since = context.now();
            idleSince.put(node, since);
            context.after(context.speeds().idleNode(), () -> {
                if (since.equals(idleSince.get(node))) {
                    release(node);
                }
            });
        }
    }

    private boolean isIdle(String node) {
        return context.pods().onNode(node).stream()
                .allMatch(pod -> Pods.isOver(pod)
                        || "DaemonSet".equals(Pods.controllerOf(pod).get("kind")));
    }

    private void release(String name) {
        NodeGroups groups = autoscaler.groups();
        Manifest node = context.store().get(Resources.NODES, "", name);
        if (groups == null || node == null) {
            return;
        }
        for (Group group : groups.groups()) {
            boolean member = group.template().pool().equals(node.labels().get(NodeManifests.POOL))
                    && group.template().zone().equals(node.labels().get(NodeManifests.ZONE));
            if (member && group.size() > group.min()) {
                List<Object> taints = new ArrayList<>(node.list("spec", "taints"));
                taints.add(Trees.tree(
                        "key",
                        LEAVING,
                        "value",
                        Long.toString(context.now().getEpochSecond()),
                        "effect",
                        "NoSchedule"));
                api.replace(Resources.NODES, Subresource.NONE, Trees.with(node, taints, "spec", "taints"));
                groups.release(name);
                return;
            }
        }
    }
}
