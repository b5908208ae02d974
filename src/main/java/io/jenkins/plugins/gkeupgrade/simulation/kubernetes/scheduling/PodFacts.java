package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Quantity;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What scheduling needs to know of a pod, read once. */
final class PodFacts {
    final Manifest pod;
    final long cpu;
    final long memory;
    /** Requests of 0 count as a little when nodes are compared, as they do in Kubernetes. */
    final long scoredCpu;

    final long scoredMemory;
    final Set<String> hostPorts;
    final Tolerations tolerations;
    final NodeAffinityRule nodeAffinity;
    final List<PodAffinityTerm> affinity;
    final List<PodAffinityTerm> antiAffinity;
    final List<PodAffinityTerm> preferredAffinity;
    final List<PodAffinityTerm> preferredAntiAffinity;
    final List<SpreadConstraint> spread;
    final List<String> claims;
    final String owner;
    final boolean daemon;

    PodFacts(Manifest pod) {
        Map<String, Object> spec = pod.map("spec");
        this.pod = pod;
        this.cpu = Requests.total(spec, "cpu", Quantity::millis);
        this.memory = Requests.total(spec, "memory", Quantity::units);
        this.scoredCpu = Requests.scored(spec, "cpu", Quantity::millis, 100);
        this.scoredMemory = Requests.scored(spec, "memory", Quantity::units, 200L << 20);
        this.hostPorts = hostPorts(spec);
        this.tolerations = Tolerations.of(Trees.list(spec, "tolerations"));
        this.nodeAffinity = NodeAffinityRule.of(spec);
        String namespace = pod.namespace();
        boolean affine = spec.get("affinity") != null;
        this.affinity = affine ? PodAffinityTerm.required(spec, "podAffinity", namespace) : List.of();
        this.antiAffinity = affine ? PodAffinityTerm.required(spec, "podAntiAffinity", namespace) : List.of();
        this.preferredAffinity = affine ? PodAffinityTerm.preferred(spec, "podAffinity", namespace) : List.of();
        this.preferredAntiAffinity = affine ? PodAffinityTerm.preferred(spec, "podAntiAffinity", namespace) : List.of();
        this.spread = SpreadConstraint.required(spec, pod);
        this.claims = claims(spec);
        Map<String, Object> controller = Pods.controllerOf(pod);
        this.owner = Trees.text(controller, "uid");
        this.daemon = "DaemonSet".equals(controller.get("kind"));
    }

    private static Set<String> hostPorts(Map<String, Object> spec) {
        Set<String> ports = new HashSet<>();
        boolean host = Trees.flag(spec, "hostNetwork");
        for (Map<String, Object> container : Trees.maps(spec, "containers")) {
            for (Map<String, Object> port : Trees.maps(container, "ports")) {
                Object number = port.get("hostPort") == null && host ? port.get("containerPort") : port.get("hostPort");
                if (number != null) {
                    ports.add(Trees.text(port, "protocol") + "/" + Trees.text(port, "hostIP") + "/" + number);
                }
            }
        }
        return ports;
    }

    private static List<String> claims(Map<String, Object> spec) {
        List<String> claims = new ArrayList<>();
        for (Map<String, Object> volume : Trees.maps(spec, "volumes")) {
            String claim = Trees.text(volume, "persistentVolumeClaim", "claimName");
            if (!claim.isEmpty()) {
                claims.add(claim);
            }
        }
        return claims;
    }
}
