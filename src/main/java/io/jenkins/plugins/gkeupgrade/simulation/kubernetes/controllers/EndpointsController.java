package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.LabelSelector;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.SelectorIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keeps the addresses behind every Service that selects pods, as Endpoints and as one EndpointSlice. */
final class EndpointsController extends WorkloadController {
    private final EndpointSlices slices;
    private final SelectorIndex services =
            new SelectorIndex(Resources.SERVICES, service -> LabelSelector.ofMap(service.map("spec", "selector")));

    EndpointsController(ControlContext context) {
        super(context, "endpoint-controller", Resources.SERVICES, Resources.PODS);
        context.store().addIndex(services);
        slices = new EndpointSlices(context);
    }

    @Override
    public void changed(Resource changed, Manifest before, Manifest now) {
        if (changed.equals(Resources.PODS)) {
            boolean matters = before == null
                    || now == null
                    || !before.labels().equals(now.labels())
                    || Pods.isReady(before) != Pods.isReady(now)
                    || Pods.isTerminating(before) != Pods.isTerminating(now)
                    || !Objects.equals(before.at("status", "podIP"), now.at("status", "podIP"));
            if (matters) {
                services.selecting(now == null ? before : now).forEach(queue::add);
                if (before != null && now != null && !before.labels().equals(now.labels())) {
                    services.selecting(before).forEach(queue::add);
                }
            }
        } else {
            super.changed(changed, before, now);
        }
    }

    @Override
    void sync(Manifest service) {
        if (service.map("spec", "selector").isEmpty()) {
            return;
        }
        List<Object> ready = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        boolean early = service.flag("spec", "publishNotReadyAddresses");
        LabelSelector selector = LabelSelector.ofMap(service.map("spec", "selector"));
        List<Object> sliced = new ArrayList<>();
        for (Manifest pod : context.pods().matching(service.namespace(), selector)) {
            boolean reachable = !pod.text("status", "podIP").isEmpty() && Pods.isActive(pod);
            if (reachable) {
                (early || Pods.isReady(pod) ? ready : others).add(address(pod));
            }
            if (!pod.text("status", "podIP").isEmpty() && !Pods.isOver(pod)) {
                sliced.add(EndpointSlices.endpoint(pod, early));
            }
        }
        slices.keep(service, sliced);
        Manifest old = context.store().get(Resources.ENDPOINTS, service.namespace(), service.name());
        List<Object> subsets = subsets(service, ready, others);
        if (old == null) {
            api.create(
                    Resources.ENDPOINTS,
                    Manifest.wrap(Trees.tree(
                            "metadata",
                            Trees.tree(
                                    "name",
                                    service.name(),
                                    "namespace",
                                    service.namespace(),
                                    "labels",
                                    service.at("metadata", "labels"),
                                    // Kubernetes finds them by name; here they go with their Service.
                                    "ownerReferences",
                                    Pods.ownedBy(service)),
                            "subsets",
                            subsets)));
        } else if (!Objects.equals(old.list("subsets"), subsets == null ? List.of() : subsets)) {
            api.replace(Resources.ENDPOINTS, Subresource.NONE, Trees.with(old, subsets, "subsets"));
        }
    }

    private static List<Object> subsets(Manifest service, List<Object> ready, List<Object> others) {
        if (ready.isEmpty() && others.isEmpty()) {
            return null;
        }
        List<Object> ports = new ArrayList<>();
        for (Map<String, Object> port : Trees.maps(service.tree(), "spec", "ports")) {
            Object target = port.get("targetPort");
            ports.add(Trees.tree(
                    "name",
                    port.get("name"),
                    "port",
                    target instanceof Number ? target : port.get("port"),
                    "protocol",
                    port.get("protocol")));
        }
        return List.of(Trees.tree(
                "addresses",
                ready.isEmpty() ? null : ready,
                "notReadyAddresses",
                others.isEmpty() ? null : others,
                "ports",
                ports.isEmpty() ? null : ports));
    }

    private static Map<String, Object> address(Manifest pod) {
        return Trees.tree(
                "ip",
                pod.text("status", "podIP"),
                "nodeName",
                pod.text("spec", "nodeName"),
                "targetRef",
                Trees.tree("kind", "Pod", "name", pod.name(), "namespace", pod.namespace(), "uid", pod.uid()));
    }
}
