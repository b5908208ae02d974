package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Services that send traffic to pods, and who else serves them. */
final class Backends {
    private record Serving(Manifest service, List<Manifest> ready) {}

    private static final String SERVICE = "kubernetes.io/service-name";

    private final Map<String, List<Serving>> byPod = new HashMap<>();
    private final Collection<Serving> all;

    private Backends(Collection<Serving> all) {
        this.all = all;
    }

    /** @param leaving uids of pods that are on their way out, whatever the EndpointSlices still say */
    static Backends in(ClusterView view, Set<String> leaving) {
        Map<String, Serving> services = new HashMap<>();
        for (Manifest service : view.list(ResourceKind.SERVICES)) {
            services.put(service.namespace() + "/" + service.name(), new Serving(service, new ArrayList<>()));
        }
        Backends backends = new Backends(services.values());
        for (Manifest slice : view.list(ResourceKind.ENDPOINT_SLICES)) {
            Serving serving =
                    services.get(slice.namespace() + "/" + slice.labels().get(SERVICE));
            if (serving != null) {
                slice.items("endpoints").stream()
                        .filter(endpoint -> ready(endpoint) && !leaving.contains(podOf(endpoint)))
                        .filter(endpoint -> serving.ready().stream().noneMatch(e -> podOf(e).equals(podOf(endpoint))))
                        .forEach(serving.ready()::add);
            }
        }
        services.values()
                .forEach(serving -> serving.ready()
                        .forEach(endpoint -> backends.byPod
                                .computeIfAbsent(podOf(endpoint), uid -> new ArrayList<>())
                                .add(serving)));
        return backends;
    }

    /** Not said means yes: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ready */
    private static boolean ready(Manifest endpoint) {
        return !endpoint.text("conditions", "ready").equals("false");
    }

    private static String podOf(Manifest endpoint) {
        return endpoint.text("targetRef", "uid");
    }

    /** Before Kubernetes 1.20, only the topology says it. */
    private static String nodeOf(Manifest endpoint) {
        String node = endpoint.text("nodeName");
        return node.isEmpty() ? endpoint.text("topology", "kubernetes.io/hostname") : node;
    }

    /** Services that have ready endpoints, and none but these pods. */
    List<String> servedOnlyBy(Set<String> podUids) {
        return all.stream()
                .filter(s -> !s.ready().isEmpty() && s.ready().stream().allMatch(e -> podUids.contains(podOf(e))))
                .map(s -> s.service().namespace() + "/" + s.service().name())
                .sorted()
                .toList();
    }

    /**
     * Why the pod must not go yet: a Service would be left with nobody ready behind it, or, where its traffic stays on
     * the node that it reaches ({@code externalTrafficPolicy: Local}), with no other node that serves it.
     *
     * @param alone whether its workload has no other pod by design, so that only a Service of the second kind counts
     */
    Optional<String> needing(Pod pod, boolean alone) {
        for (Serving serving : byPod.getOrDefault(pod.uid(), List.of())) {
            boolean local =
                    serving.service().text("spec", "externalTrafficPolicy").equals("Local");
            boolean others = serving.ready().stream()
                    .filter(e -> !podOf(e).equals(pod.uid()))
                    .anyMatch(e -> !local || !nodeOf(e).equals(pod.node()));
            if (!others && (local || !alone)) {
                return Optional.of("it is the only ready endpoint of Service "
                        + serving.service().namespace() + "/"
                        + serving.service().name()
                        + (local ? ", whose externalTrafficPolicy is Local" : "")
                        + (alone ? "; scale its workload to 2" : ""));
            }
        }
        return Optional.empty();
    }
}
