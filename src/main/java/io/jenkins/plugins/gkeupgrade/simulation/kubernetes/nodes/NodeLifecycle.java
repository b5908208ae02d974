package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.nodes;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Conditions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.NodeManifests;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling.Tolerations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nodes come, get ready, get taints that drive pods away, and go with the pods on them. */
public final class NodeLifecycle implements StoreListener {
    private static final String SYSTEM_TAINTS = "node.kubernetes.io/";

    private final ControlContext context;
    private final KubernetesApi kubelet;
    private final KubernetesApi controller;

    public NodeLifecycle(ControlContext context) {
        this.context = context;
        this.kubelet = context.api("kubelet");
        this.controller = context.api("node-controller");
    }

    public void join(String name, NodeTemplate template) {
        context.whenServing(() -> {
            if (context.store().get(Resources.NODES, "", name) != null) {
                return;
            }
            String address = context.server().names().address("10.128");
            kubelet.create(
                    Resources.NODES,
                    NodeManifests.registering(
                            name, template, address, context.server().timestamp()));
            context.after(context.speeds().nodeReady(), () -> becomeReady(name));
        });
    }

    private void becomeReady(String name) {
        Manifest node = context.store().get(Resources.NODES, "", name);
        if (node == null) {
            return;
        }
        List<Object> conditions = Conditions.with(
                Trees.maps(node.tree(), "status", "conditions"),
                context.server().timestamp(),
                "Ready",
                "True",
                "KubeletReady",
                "kubelet is posting ready status");
        Manifest ready = kubelet.replace(
                Resources.NODES, Subresource.STATUS, Trees.with(node, conditions, "status", "conditions"));
        List<Object> taints = new ArrayList<>(ready.list("spec", "taints"));
        taints.removeIf(taint -> Trees.text(taint, "key").equals(NodeManifests.NOT_READY));
        controller.replace(
                Resources.NODES,
                Subresource.NONE,
                Trees.with(ready, taints.isEmpty() ? null : taints, "spec", "taints"));
    }

    /** Gives a node that is there the labels and taints of its pool; those of Kubernetes itself stay. */
    public void change(String name, NodeTemplate template) {
        context.whenServing(() -> {
            Manifest node = context.store().get(Resources.NODES, "", name);
            if (node == null) {
                return;
            }
            List<Object> taints = new ArrayList<>(NodeManifests.taints(template.taints()));
            node.list("spec", "taints").stream()
                    .filter(taint -> Trees.text(taint, "key").startsWith(SYSTEM_TAINTS))
                    .forEach(taints::add);
            Map<String, Object> labels = new LinkedHashMap<>(node.labels());
            labels.putAll(template.labels());
            Manifest tainted = Trees.with(node, taints.isEmpty() ? null : taints, "spec", "taints");
            controller.replace(Resources.NODES, Subresource.NONE, Trees.with(tainted, labels, "metadata", "labels"));
        });
    }

    public void leave(String name) {
        context.whenServing(() -> {
            if (context.store().get(Resources.NODES, "", name) != null) {
                controller.delete(Resources.NODES, "", name, DeleteOptions.DEFAULT);
            }
        });
    }

    @Override
    public void changed(Resource resource, Manifest before, Manifest now) {
        if (!resource.equals(Resources.NODES)) {
            return;
        }
        if (now == null) {
            // Nobody is left to end these pods gracefully.
            context.pods().onNode(before.name()).forEach(pod -> end(pod, DeleteOptions.grace(0)));
        } else if (before == null || !before.list("spec", "taints").equals(now.list("spec", "taints"))) {
            drivenAway(now);
        }
    }

    private void drivenAway(Manifest node) {
        for (Map<String, Object> taint : Trees.maps(node.tree(), "spec", "taints")) {
            if (!Trees.text(taint, "effect").equals("NoExecute")) {
                continue;
            }
            for (Manifest pod : context.pods().onNode(node.name())) {
                Long seconds = Tolerations.of(pod.list("spec", "tolerations")).secondsFor(taint);
                if (seconds != null) {
                    context.after(Duration.ofSeconds(Math.max(0, seconds)), () -> endIfStill(pod, node, taint));
                }
            }
        }
    }

    private void endIfStill(Manifest pod, Manifest node, Map<String, Object> taint) {
        Manifest now = context.store().get(Resources.NODES, "", node.name());
        if (now != null && now.list("spec", "taints").contains(taint)) {
            end(pod, DeleteOptions.DEFAULT);
        }
    }

    private void end(Manifest pod, DeleteOptions options) {
        Manifest now = context.store().get(Resources.PODS, pod.namespace(), pod.name());
        boolean there = now != null && now.uid().equals(pod.uid());
        if (there && (options.gracePeriodSeconds() != null || !Pods.isTerminating(now))) {
            controller.delete(Resources.PODS, pod.namespace(), pod.name(), options);
        }
    }
}
