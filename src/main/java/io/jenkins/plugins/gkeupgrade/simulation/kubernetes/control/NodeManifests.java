package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Conditions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Node objects as GKE's machines register them. */
public final class NodeManifests {
    public static final String POOL = "cloud.google.com/gke-nodepool";
    public static final String ZONE = "topology.kubernetes.io/zone";
    public static final String HOSTNAME = "kubernetes.io/hostname";
    /** On a node until its kubelet is ready, so that nothing is scheduled before. */
    public static final String NOT_READY = "node.kubernetes.io/not-ready";

    private NodeManifests() {}

    /** Pool labels and those that the cluster adds. */
    public static Map<String, Object> labels(String name, NodeTemplate template) {
        Map<String, Object> labels = Trees.tree(
                "beta.kubernetes.io/arch",
                "amd64",
                "beta.kubernetes.io/instance-type",
                machineType(template),
                "beta.kubernetes.io/os",
                "linux",
                POOL,
                template.pool(),
                "failure-domain.beta.kubernetes.io/region",
                region(template.zone()),
                "failure-domain.beta.kubernetes.io/zone",
                template.zone(),
                "kubernetes.io/arch",
                "amd64",
                HOSTNAME,
                name,
                "kubernetes.io/os",
                "linux",
                "node.kubernetes.io/instance-type",
                machineType(template),
                "topology.kubernetes.io/region",
                region(template.zone()),
                ZONE,
                template.zone());
        labels.putAll(template.labels());
        return labels;
    }

    private static String region(String zone) {
        return zone.matches(".*-[a-z]") ? zone.substring(0, zone.length() - 2) : zone;
    }

    /** The machine type that has about this size; the template does not say it. */
    private static String machineType(NodeTemplate template) {
        long cpus = Math.max(1, Math.round(template.cpuMillis() / 1000.0));
        long vcpus = Math.max(2, cpus % 2 == 0 ? cpus : cpus + 1);
        return template.labels().getOrDefault("node.kubernetes.io/instance-type", "e2-standard-" + vcpus);
    }

    public static List<Object> taints(List<Taint> taints) {
        List<Object> all = new ArrayList<>();
        for (Taint taint : taints) {
            all.add(Trees.tree(
                    "key",
                    taint.key(),
                    "value",
                    taint.value().isEmpty() ? null : taint.value(),
                    "effect",
                    taint.effect().kubernetes()));
        }
        return all;
    }

    /** A node that has just registered and is not ready. */
    public static Manifest registering(String name, NodeTemplate template, String address, String now) {
        List<Object> taints = taints(template.taints());
        taints.add(Trees.tree("key", NOT_READY, "effect", "NoSchedule"));
        return Manifest.wrap(Trees.tree(
                "metadata",
                Trees.tree("name", name, "labels", labels(name, template)),
                "spec",
                Trees.tree("providerID", "gce://simulation/" + template.zone() + "/" + name, "taints", taints),
                "status",
                status(name, template, address, now)));
    }

    private static Map<String, Object> status(String name, NodeTemplate template, String address, String now) {
        Map<String, Object> resources = Trees.tree(
                "cpu",
                template.cpuMillis() + "m",
                "memory",
                template.memoryBytes() / 1024 + "Ki",
                "pods",
                Integer.toString(template.maxPods()),
                "ephemeral-storage",
                "48000000Ki");
        String kubelet = "v" + template.version();
        return Trees.tree(
                "addresses",
                List.of(
                        Trees.tree("type", "InternalIP", "address", address),
                        Trees.tree("type", "Hostname", "address", name)),
                "allocatable",
                resources,
                "capacity",
                resources,
                "conditions",
                List.of(Conditions.condition(
                        "Ready", "False", "KubeletNotReady", "container runtime network not ready", now)),
                "nodeInfo",
                Trees.tree(
                        "architecture",
                        "amd64",
                        "containerRuntimeVersion",
                        "containerd://2.0.6",
                        "kernelVersion",
                        "6.6.93+",
                        "kubeletVersion",
                        kubelet,
                        "kubeProxyVersion",
                        kubelet,
                        "operatingSystem",
                        "linux",
                        "osImage",
                        "Container-Optimized OS from Google"));
    }
}
