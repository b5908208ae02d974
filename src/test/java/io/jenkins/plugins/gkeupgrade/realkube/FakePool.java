package io.jenkins.plugins.gkeupgrade.realkube;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Equal nodes that look like those of a GKE node pool.
 *
 * @param version what their kubelets say, such as {@code v1.29.4-gke.100}
 * @param zones the nodes take turns in these
 * @param labels besides the well-known ones
 * @param taints such as {@code key=value:NoSchedule}
 * @param cpu allocatable, as a Kubernetes quantity
 * @param memory allocatable, as a Kubernetes quantity
 * @param pods most pods on a node
 */
public record FakePool(
        String name,
        int nodes,
        String version,
        List<String> zones,
        Map<String, String> labels,
        List<String> taints,
        String cpu,
        String memory,
        int pods) {
    public FakePool {
        zones = List.copyOf(zones);
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
    }

    /** Machines with 8 CPUs in three zones, without taints. */
    public static FakePool of(String name, int nodes) {
        return new FakePool(
                name,
                nodes,
                "v1.29.4-gke.100",
                List.of("europe-west1-b", "europe-west1-c", "europe-west1-d"),
                Map.of(),
                List.of(),
                "8",
                "32Gi",
                110);
    }

    public FakePool withVersion(String kubeletVersion) {
        return new FakePool(name, nodes, kubeletVersion, zones, labels, taints, cpu, memory, pods);
    }

    public FakePool withZones(String... names) {
        return new FakePool(name, nodes, version, List.of(names), labels, taints, cpu, memory, pods);
    }

    public FakePool withLabel(String key, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(key, value);
        return new FakePool(name, nodes, version, zones, more, taints, cpu, memory, pods);
    }

    /**
     * @param taint {@code key=value:effect}
     */
    public FakePool withTaint(String taint) {
        List<String> more = new ArrayList<>(taints);
        more.add(taint);
        return new FakePool(name, nodes, version, zones, labels, more, cpu, memory, pods);
    }

    public FakePool withCapacity(String cpuOfNode, String memoryOfNode, int podsOfNode) {
        return new FakePool(name, nodes, version, zones, labels, taints, cpuOfNode, memoryOfNode, podsOfNode);
    }

    /** The name of the pool's node with that number, from 0. */
    public String node(int number) {
        return "gke-" + name + "-" + number;
    }

    String zoneOf(int number) {
        return zones.get(number % zones.size());
    }
}
