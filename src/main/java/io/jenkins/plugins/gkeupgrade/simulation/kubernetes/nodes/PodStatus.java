package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.nodes;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Conditions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Status trees as a kubelet writes them. */
final class PodStatus {
    private final Manifest pod;
    private final String now;
    private final ImageRegistry registry;
    private final Map<String, Object> status;

    PodStatus(Manifest pod, String now, ImageRegistry registry) {
        this.pod = pod;
        this.now = now;
        this.registry = registry;
        this.status = new LinkedHashMap<>(pod.map("status"));
    }

    Map<String, Object> tree() {
        return status;
    }

    PodStatus accepted(String hostIp) {
        status.put("hostIP", hostIp);
        status.put("startTime", now);
        condition("Initialized", true, "");
        return containers(waiting("ContainerCreating", ""), false, 0).readiness(false);
    }

    PodStatus phase(String phase) {
        status.put("phase", phase);
        return this;
    }

    /** @param own the pod's address unless it has its host's */
    PodStatus address(String own) {
        Object ip = pod.flag("spec", "hostNetwork") ? status.get("hostIP") : own;
        status.put("podIP", ip);
        status.put("podIPs", List.of(Trees.tree("ip", ip)));
        return this;
    }

    PodStatus readiness(boolean ready) {
        condition("Ready", ready, "ContainersNotReady");
        condition("ContainersReady", ready, "ContainersNotReady");
        return this;
    }

    /** A pod that has run to its end. */
    PodStatus completed() {
        for (String type : List.of("Ready", "ContainersReady")) {
            status.put(
                    "conditions",
                    Conditions.with(Trees.maps(status, "conditions"), now, type, "False", "PodCompleted", ""));
        }
        return this;
    }

    private void condition(String type, boolean holds, String otherwise) {
        String message = "";
        if (!holds) {
            List<String> names = new ArrayList<>();
            Trees.maps(pod.tree(), "spec", "containers").forEach(container -> names.add(Trees.text(container, "name")));
            message = "containers with unready status: [" + String.join(" ", names) + "]";
        }
        status.put(
                "conditions",
                Conditions.with(
                        Trees.maps(status, "conditions"),
                        now,
                        type,
                        holds ? "True" : "False",
                        holds ? "" : otherwise,
                        message));
    }

    PodStatus containers(Map<String, Object> state, boolean ready, long restarts) {
        return containers(state, Map.of(), ready, restarts);
    }

    PodStatus containers(Map<String, Object> state, Map<String, Object> lastState, boolean ready, long restarts) {
        boolean pulled = !state.containsKey("waiting") || restarts > 0;
        initContainers(pulled);
        List<Object> all = new ArrayList<>();
        boolean started = state.containsKey("running");
        for (Map<String, Object> container : Trees.maps(pod.tree(), "spec", "containers")) {
            String image = Trees.text(container, "image");
            all.add(Trees.tree(
                    "name",
                    container.get("name"),
                    "state",
                    state,
                    "lastState",
                    lastState,
                    "ready",
                    ready,
                    "restartCount",
                    restarts,
                    "image",
                    image,
                    "imageID",
                    pulled ? imageId(container, "containerStatuses", restarts) : "",
                    "started",
                    started));
        }
        status.put("containerStatuses", all);
        return this;
    }

    private void initContainers(boolean pulled) {
        List<Object> all = new ArrayList<>();
        for (Map<String, Object> container : Trees.maps(pod.tree(), "spec", "initContainers")) {
            all.add(Trees.tree(
                    "name",
                    container.get("name"),
                    "ready",
                    pulled,
                    "restartCount",
                    0L,
                    "image",
                    container.get("image"),
                    "imageID",
                    pulled ? imageId(container, "initContainerStatuses", 0) : ""));
        }
        if (!all.isEmpty()) {
            status.put("initContainerStatuses", all);
        }
    }

    /** A container keeps its image until it is started again. */
    private String imageId(Map<String, Object> container, String statuses, long restarts) {
        for (Map<String, Object> earlier : Trees.maps(pod.tree(), "status", statuses)) {
            String id = Trees.text(earlier, "imageID");
            if (Trees.text(earlier, "name").equals(container.get("name"))
                    && !id.isEmpty()
                    && Trees.number(earlier, 0, "restartCount") == restarts) {
                return id;
            }
        }
        return registry.imageId(
                Trees.text(container, "image"),
                pod.text("spec", "nodeName"),
                Trees.text(container, "imagePullPolicy").equals("Always"));
    }

    static Map<String, Object> waiting(String reason, String message) {
        return Trees.tree("waiting", Trees.tree("reason", reason, "message", message.isEmpty() ? null : message));
    }

    static Map<String, Object> running(String since) {
        return Trees.tree("running", Trees.tree("startedAt", since));
    }

    static Map<String, Object> terminated(long exitCode, String since, String until) {
        return Trees.tree(
                "terminated",
                Trees.tree(
                        "exitCode",
                        exitCode,
                        "reason",
                        exitCode == 0 ? "Completed" : "Error",
                        "startedAt",
                        since,
                        "finishedAt",
                        until));
    }
}
