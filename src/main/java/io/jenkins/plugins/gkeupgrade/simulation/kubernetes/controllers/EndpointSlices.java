package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The EndpointSlice of every Service that selects pods; one each, however many endpoints it has. Pods that terminate stay
 * in it until they are gone, not ready.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions">Conditions</a>
 */
final class EndpointSlices {
    private static final String SERVICE = "kubernetes.io/service-name";
    private static final String MANAGER = "endpointslice.kubernetes.io/managed-by";

    private final ControlContext context;
    private final KubernetesApi api;

    EndpointSlices(ControlContext context) {
        this.context = context;
        this.api = context.api("endpointslice-controller");
    }

    /** @param early whether the Service publishes addresses that are not ready */
    static Map<String, Object> endpoint(Manifest pod, boolean early) {
        boolean terminating = Pods.isTerminating(pod);
        return Trees.tree(
                "addresses",
                List.of(pod.text("status", "podIP")),
                "conditions",
                Trees.tree(
                        "ready",
                        early || Pods.isReady(pod) && !terminating,
                        "serving",
                        Pods.isReady(pod),
                        "terminating",
                        terminating),
                "nodeName",
                pod.text("spec", "nodeName"),
                "targetRef",
                Trees.tree("kind", "Pod", "name", pod.name(), "namespace", pod.namespace(), "uid", pod.uid()));
    }

    void keep(Manifest service, List<Object> endpoints) {
        String name = service.name() + "-" + service.uid().substring(0, 5);
        Manifest old = context.store().get(Resources.ENDPOINT_SLICES, service.namespace(), name);
        if (old == null) {
            api.create(Resources.ENDPOINT_SLICES, slice(service, name, endpoints));
        } else if (!old.list("endpoints").equals(endpoints)) {
            api.replace(Resources.ENDPOINT_SLICES, Subresource.NONE, Trees.with(old, endpoints, "endpoints"));
        }
    }

    private static Manifest slice(Manifest service, String name, List<Object> endpoints) {
        Map<String, Object> labels = new LinkedHashMap<>(service.labels());
        labels.put(SERVICE, service.name());
        labels.put(MANAGER, "endpointslice-controller.k8s.io");
        return Manifest.wrap(Trees.tree(
                "metadata",
                Trees.tree(
                        "name",
                        name,
                        "namespace",
                        service.namespace(),
                        "labels",
                        labels,
                        "ownerReferences",
                        Pods.ownedBy(service)),
                "addressType",
                "IPv4",
                "endpoints",
                endpoints));
    }
}
