package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Watches that no node is cordoned under a pod that has to stay there, and that never all nodes are cordoned. */
public final class NodeInvariants implements StoreListener {
    private final ApiServer server;
    private final Predicate<Manifest> hasMoved;
    private final List<String> violations = new ArrayList<>();

    private NodeInvariants(ApiServer server, Predicate<Manifest> hasMoved) {
        this.server = server;
        this.hasMoved = hasMoved;
    }

    /** @param hasMoved whether a pod belongs to a workload that has been moved, so that its node may go */
    public static NodeInvariants over(SimulatedKubernetes kubernetes, Predicate<Manifest> hasMoved) {
        NodeInvariants watch = new NodeInvariants(kubernetes.server(), hasMoved);
        kubernetes.server().store().addListener(watch);
        return watch;
    }

    @Override
    public void changed(Resource resource, Manifest before, Manifest now) {
        if (!resource.equals(Resources.NODES) || now == null || !now.flag("spec", "unschedulable")) {
            return;
        }
        if (before != null && before.flag("spec", "unschedulable")) {
            return;
        }
        for (Manifest pod : server.store().list(Resources.PODS, "")) {
            boolean stays = pod.text("spec", "nodeName").equals(now.name())
                    && Pods.isActive(pod)
                    && !"DaemonSet".equals(Pods.controllerOf(pod).get("kind"))
                    && !hasMoved.test(pod);
            if (stays) {
                violations.add("Node " + now.name() + " was cordoned while pod " + pod.namespace() + "/" + pod.name()
                        + ", which has not moved, ran on it.");
            }
        }
        Collection<Manifest> nodes = server.store().list(Resources.NODES, "");
        if (nodes.stream().allMatch(node -> node.flag("spec", "unschedulable"))) {
            violations.add("All " + nodes.size() + " nodes were unschedulable after " + now.name() + " was cordoned.");
        }
    }

    public List<String> violations() {
        return List.copyOf(violations);
    }
}
