package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling.NodeAffinityRule;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling.Tolerations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The pods of DaemonSets: what they tolerate of themselves, and which node each is for. */
final class DaemonPods {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final Set<String> BLOCKING = Set.of("NoSchedule", "NoExecute");

    private DaemonPods() {}

    /** Whether a change of a node can change where daemons run. */
    static boolean matters(Manifest before, Manifest now) {
        return before == null
                || now == null
                || !Objects.equals(before.at("spec", "taints"), now.at("spec", "taints"))
                || !before.labels().equals(now.labels());
    }

    private static List<Object> tolerations(Map<String, Object> spec) {
        List<Object> all = new ArrayList<>(Trees.list(spec, "tolerations"));
        add(all, "node.kubernetes.io/not-ready", "NoExecute");
        add(all, "node.kubernetes.io/unreachable", "NoExecute");
        add(all, "node.kubernetes.io/disk-pressure", "NoSchedule");
        add(all, "node.kubernetes.io/memory-pressure", "NoSchedule");
        add(all, "node.kubernetes.io/pid-pressure", "NoSchedule");
        add(all, "node.kubernetes.io/unschedulable", "NoSchedule");
        if (Trees.flag(spec, "hostNetwork")) {
            add(all, "node.kubernetes.io/network-unavailable", "NoSchedule");
        }
        return all;
    }

    private static void add(List<Object> tolerations, String key, String effect) {
        tolerations.add(Trees.tree("key", key, "operator", "Exists", "effect", effect));
    }

    /** Whether the node should have a pod. */
    static boolean fits(Manifest set, Manifest node) {
        return allowed(set, node, BLOCKING);
    }

    /** Whether a pod that is there may stay: only NoExecute drives it away. */
    static boolean mayStay(Manifest set, Manifest node) {
        return allowed(set, node, Set.of("NoExecute"));
    }

    private static boolean allowed(Manifest set, Manifest node, Set<String> effects) {
        Map<String, Object> spec = set.map("spec", "template", "spec");
        Tolerations tolerations = Tolerations.of(tolerations(spec));
        return NodeAffinityRule.of(spec).matches(node)
                && Trees.maps(node.tree(), "spec", "taints").stream()
                        .filter(taint -> effects.contains(Trees.text(taint, "effect")))
                        .allMatch(tolerations::tolerate);
    }

    static Manifest pod(Manifest set, String node, String hash) {
        Map<String, Object> pod = Pods.fromTemplate(set, set.map("spec", "template"));
        Map<String, Object> labels = new LinkedHashMap<>(Trees.map(pod, "metadata", "labels"));
        labels.put(Revisions.HASH, hash);
        labels.put("pod-template-generation", Long.toString(set.number(1, "metadata", "generation")));
        pod = Trees.with(pod, labels, "metadata", "labels");
        pod = Trees.with(pod, set.name() + "-", "metadata", "generateName");
        Map<String, Object> spec =
                Trees.with(Trees.map(pod, "spec"), tolerations(Trees.map(pod, "spec")), "tolerations");
        // The node replaces whatever node affinity there is; that has been looked at already.
        Map<String, Object> term = Trees.tree(
                "matchFields", List.of(Trees.tree("key", "metadata.name", "operator", "In", "values", List.of(node))));
        spec = Trees.with(spec, Trees.tree("nodeSelectorTerms", List.of(term)), "affinity", "nodeAffinity", REQUIRED);
        return Manifest.wrap(Trees.with(pod, spec, "spec"));
    }

    /** The node that the pod is on or meant for. */
    static String nodeOf(Manifest pod) {
        if (!pod.text("spec", "nodeName").isEmpty()) {
            return pod.text("spec", "nodeName");
        }
        for (Map<String, Object> term :
                Trees.maps(pod.tree(), "spec", "affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms")) {
            for (Map<String, Object> field : Trees.maps(term, "matchFields")) {
                return Trees.list(field, "values").get(0).toString();
            }
        }
        return "";
    }

    static boolean isOf(Manifest pod, String hash) {
        return hash.equals(pod.labels().get(Revisions.HASH));
    }
}
