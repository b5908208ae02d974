package io.jenkins.plugins.gkeupgrade.realkube.differential;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.realkube.differential.PodTemplate.Choice;
import io.jenkins.plugins.gkeupgrade.realkube.differential.Script.Phase;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What one can see in the namespaces of a cluster at rest, without names and times. */
final class Picture {
    private static final List<String> COUNTS = List.of(
            "replicas",
            "updatedReplicas",
            "readyReplicas",
            "availableReplicas",
            "unavailableReplicas",
            "currentReplicas",
            "desiredNumberScheduled",
            "currentNumberScheduled",
            "numberMisscheduled",
            "numberReady",
            "updatedNumberScheduled",
            "numberAvailable",
            "numberUnavailable",
            "disruptionsAllowed",
            "currentHealthy",
            "desiredHealthy",
            "expectedPods");
    private static final List<Resource> WORKLOADS =
            List.of(Resources.DEPLOYMENTS, Resources.STATEFUL_SETS, Resources.DAEMON_SETS);

    private final Map<String, List<String>> lines = new TreeMap<>();
    private final Map<String, Map<String, Object>> nodes = new HashMap<>();
    private final Map<String, Phase> phases;

    private Picture(Map<String, Phase> phases) {
        this.phases = phases;
    }

    /**
     * @param phases the one that each namespace is in
     * @return lines by namespace, in an order of their own
     */
    static Map<String, List<String>> of(Side side, Map<String, Phase> phases) throws Exception {
        Picture picture = new Picture(phases);
        side.list(Resources.NODES).forEach(node -> picture.nodes.put(node.name(), node.labels()));
        for (Resource resource : WORKLOADS) {
            side.list(resource).forEach(o -> picture.add(o, resource.kind() + " " + counts(o) + picture.conditions(o)));
        }
        side.list(Resources.REPLICA_SETS)
                .forEach(rs ->
                        picture.add(rs, "ReplicaSet wants " + rs.number(0, "spec", "replicas") + " " + counts(rs)));
        side.list(Resources.POD_DISRUPTION_BUDGETS)
                .forEach(budget -> picture.add(budget, "PodDisruptionBudget " + counts(budget)));
        Map<String, Integer> pods = new TreeMap<>();
        for (Manifest pod : side.list(Resources.PODS)) {
            pods.merge(pod.namespace() + " pod " + picture.where(pod), 1, Integer::sum);
        }
        pods.forEach((pod, count) -> picture.lines
                .computeIfAbsent(pod.substring(0, pod.indexOf(' ')), any -> new ArrayList<>())
                .add(count + " x" + pod.substring(pod.indexOf(' '))));
        picture.lines.values().forEach(all -> all.sort(null));
        return picture.lines;
    }

    private void add(Manifest object, String line) {
        lines.computeIfAbsent(object.namespace(), any -> new ArrayList<>()).add(line);
    }

    private static String counts(Manifest object) {
        Map<String, Object> status = new TreeMap<>();
        for (String count : COUNTS) {
            long number = object.number(0, "status", count);
            if (number != 0) {
                status.put(count, number);
            }
        }
        return status.toString();
    }

    private String conditions(Manifest object) {
        boolean rolledBefore = phase(object).rolledBefore();
        return object.items("status", "conditions").stream()
                .map(c -> c.text("type") + "=" + c.text("status") + " " + why(c, rolledBefore))
                .sorted()
                .toList()
                .toString();
    }

    private Phase phase(Manifest object) {
        return Objects.requireNonNull(phases.get(object.namespace()), object.namespace());
    }

    /**
     * A second rollout that does not get on says either, as it happens: its pods count as progress only if the controller
     * had written down before that there were none of them, and its two writes after making the ReplicaSet collide.
     */
    private static String why(Manifest condition, boolean rolledBefore) {
        String reason = condition.text("reason");
        if (rolledBefore && reason.matches("NewReplicaSetCreated|FoundNewReplicaSet|ReplicaSetUpdated")) {
            return "UnderWay";
        }
        return reason + ": " + condition.text("message").replaceAll("\"app-[a-z0-9]+\"", "its own");
    }

    private String where(Manifest pod) {
        String node = pod.text("spec", "nodeName");
        if (node.isEmpty()) {
            return "pending: " + pending(pod);
        }
        Map<String, Object> labels = nodes.getOrDefault(node, Map.of());
        String pool =
                String.valueOf(labels.get("cloud.google.com/gke-nodepool")).replaceAll("-.*", "");
        String place =
                switch (Choice.of(pod)) {
                    case ZONE_IS_CLEAR -> pool + " in " + labels.get("topology.kubernetes.io/zone");
                    case POOL_IS_CLEAR -> pool;
                    case FREE -> "some pool";
                };
        return "on " + place + (ready(pod) ? " ready" : " not ready");
    }

    private static boolean ready(Manifest pod) {
        return pod.items("status", "conditions").stream()
                .anyMatch(
                        c -> c.text("type").equals("Ready") && c.text("status").equals("True"));
    }

    /**
     * The scheduler's message. It is about all nodes of the cluster, those of other scripts too, and is not renewed whenever
     * their free CPU or their cordons change. So how many nodes are meant is compared for taints, which only own nodes can
     * be refused for, where free CPU, which is looked at before them, plays no part; other scripts' cordons are left out.
     */
    private String pending(Manifest pod) {
        String message = pod.items("status", "conditions").stream()
                .filter(c -> c.text("type").equals("PodScheduled"))
                .map(c -> c.text("message"))
                .findFirst()
                .orElse("");
        int colon = message.indexOf(": ");
        if (colon < 0) {
            return message;
        }
        // Taints are quoted with commas and colons of their own.
        String[] reasons = message.substring(colon + 2).replaceAll("\\.$", "").split(", (?=\\d+ )");
        boolean ownNodesOnly = !message.contains("Insufficient");
        boolean cordoned = phase(pod).cordoned();
        return message.substring(0, colon) + ": "
                + Arrays.stream(reasons)
                        .filter(reason -> cordoned || !reason.endsWith("were unschedulable"))
                        .map(reason ->
                                ownNodesOnly && reason.contains("taint") ? reason : reason.replaceAll("^\\d+ ", ""))
                        .sorted()
                        .toList();
    }

    /** Pods that are ready and stay: those with numbers by number, others oldest first. */
    static List<Manifest> evictable(List<Manifest> pods) {
        return pods.stream()
                .filter(pod -> ready(pod) && pod.at("metadata", "deletionTimestamp") == null)
                .sorted(Comparator.comparing(Picture::age).thenComparing(Manifest::name))
                .toList();
    }

    private static String age(Manifest pod) {
        return pod.name().matches(".*-\\d") ? "" : pod.text("metadata", "creationTimestamp");
    }
}
