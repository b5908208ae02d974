package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Quantity;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node and what is on it, kept up to date as pods come and go. */
final class NodeFacts {
    private final Map<String, PodFacts> pods = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, Integer> owners = new HashMap<>();
    private Manifest node;
    private List<Map<String, Object>> taints;
    private long allocatableCpu;
    private long allocatableMemory;
    private long allocatablePods;
    private long cpu;
    private long memory;
    private long scoredCpu;
    private long scoredMemory;

    NodeFacts(Manifest node) {
        update(node);
    }

    /** The node object has changed. */
    void update(Manifest now) {
        boolean sameSize = node != null && node.map("status", "allocatable").equals(now.map("status", "allocatable"));
        node = now;
        taints = Trees.maps(now.tree(), "spec", "taints");
        if (!sameSize) {
            allocatableCpu = Quantity.millis(now.at("status", "allocatable", "cpu"));
            allocatableMemory = Quantity.units(now.at("status", "allocatable", "memory"));
            allocatablePods = Quantity.units(now.at("status", "allocatable", "pods"));
        }
    }

    void add(PodFacts pod) {
        remove(pods.put(pod.pod.uid(), pod));
        count(pod, 1);
    }

    /** @return whether the pod was here */
    boolean remove(String uid) {
        PodFacts gone = pods.remove(uid);
        remove(gone);
        return gone != null;
    }

    private void remove(PodFacts gone) {
        if (gone != null) {
            count(gone, -1);
        }
    }

    private void count(PodFacts pod, int sign) {
        cpu += sign * pod.cpu;
        memory += sign * pod.memory;
        scoredCpu += sign * pod.scoredCpu;
        scoredMemory += sign * pod.scoredMemory;
        pod.hostPorts.forEach(port -> ports.merge(port, sign, Integer::sum));
        owners.merge(pod.owner, sign, (now, more) -> now + more == 0 ? null : now + more);
    }

    Manifest node() {
        return node;
    }

    String name() {
        return node.name();
    }

    List<Map<String, Object>> taints() {
        return taints;
    }

    Collection<PodFacts> pods() {
        return pods.values();
    }

    /** Pods of that owner on the node. */
    int ownedBy(String uid) {
        return owners.getOrDefault(uid, 0);
    }

    boolean usesPort(String port) {
        return ports.getOrDefault(port, 0) > 0;
    }

    boolean isFull() {
        return pods.size() + 1 > allocatablePods;
    }

    boolean hasCpu(long more) {
        return more == 0 || cpu + more <= allocatableCpu;
    }

    boolean hasMemory(long more) {
        return more == 0 || memory + more <= allocatableMemory;
    }

    /** Share of the CPU that would be asked for with the pod on it. */
    double cpuShare(PodFacts pod) {
        return share(scoredCpu + pod.scoredCpu, allocatableCpu);
    }

    double memoryShare(PodFacts pod) {
        return share(scoredMemory + pod.scoredMemory, allocatableMemory);
    }

    private static double share(long asked, long allocatable) {
        return allocatable <= 0 ? 1 : Math.min(1, (double) asked / allocatable);
    }
}
