package io.jenkins.plugins.gkeupgrade.realkube;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;

/** What a kubelet says about one pod, from one stage of the pod's life to the next. */
final class PodStatuses {
    private final Pod pod;
    private final String podIp;
    private final String startTime = now();

    PodStatuses(Pod pod, String podIp) {
        this.pod = pod;
        this.podIp = podIp;
    }

    /** Its containers wait for that reason, for instance ImagePullBackOff, and have never run. */
    PodStatus waiting(String reason, String message) {
        return status("Pending", false, container -> state(container, 0, false, waitingState(reason, message)));
    }

    PodStatus running(int restarts, boolean ready) {
        return status("Running", ready, container -> state(container, restarts, ready, runningState()));
    }

    /** Its containers have just ended with 1. */
    PodStatus crashed(int restarts) {
        return status("Running", false, container -> state(container, restarts, false, ended(1)));
    }

    /** Its containers wait before they are started once more. */
    PodStatus backingOff(int restarts) {
        String message = "back-off restarting failed container";
        return status(
                "Running",
                false,
                container -> state(container, restarts, false, waitingState("CrashLoopBackOff", message))
                        .edit()
                        .withLastState(ended(1))
                        .build());
    }

    /** Its containers have ended for good. */
    PodStatus finished(int exitCode) {
        return status(
                exitCode == 0 ? "Succeeded" : "Failed",
                false,
                container -> state(container, 0, false, ended(exitCode)));
    }

    private PodStatus status(String phase, boolean ready, Function<Container, ContainerStatus> each) {
        boolean isUp = !"Pending".equals(phase);
        PodStatusBuilder status = new PodStatusBuilder()
                .withPhase(phase)
                .withStartTime(startTime)
                .withContainerStatuses(
                        pod.getSpec().getContainers().stream().map(each).toList())
                .withInitContainerStatuses(pod.getSpec().getInitContainers().stream()
                        .map(container -> state(container, 0, true, ended(0)))
                        .toList())
                .withConditions(
                        condition("Initialized", true), condition("ContainersReady", ready), condition("Ready", ready));
        return isUp ? status.withPodIP(podIp).withPodIPs(new PodIP(podIp)).build() : status.build();
    }

    private PodCondition condition(String type, boolean holds) {
        PodConditionBuilder condition = new PodConditionBuilder()
                .withType(type)
                .withStatus(holds ? "True" : "False")
                .withLastTransitionTime(now());
        return holds
                ? condition.build()
                : condition
                        .withReason("ContainersNotReady")
                        .withMessage("containers with unready status: " + containerNames())
                        .build();
    }

    private String containerNames() {
        return pod.getSpec().getContainers().stream().map(Container::getName).collect(joining(" ", "[", "]"));
    }

    private static ContainerStatus state(Container container, int restarts, boolean ready, ContainerState state) {
        boolean hasImage = state.getWaiting() == null || restarts > 0;
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID(hasImage ? imageId(container.getImage()) : "")
                .withContainerID(hasImage ? "containerd://" + UUID.randomUUID() : null)
                .withRestartCount(restarts)
                .withReady(ready)
                .withStarted(state.getRunning() != null)
                .withState(state)
                .build();
    }

    /** The same image has the same digest on every node. */
    private static String imageId(String image) {
        UUID digest = UUID.nameUUIDFromBytes(image.getBytes(StandardCharsets.UTF_8));
        return image.replaceAll("[:@][^/]*$", "") + "@sha256:" + (digest.toString() + digest).replace("-", "");
    }

    private static ContainerState waitingState(String reason, String message) {
        return new ContainerStateBuilder().withNewWaiting(message, reason).build();
    }

    private static ContainerState runningState() {
        return new ContainerStateBuilder().withNewRunning(now()).build();
    }

    private static ContainerState ended(int exitCode) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(exitCode == 0 ? "Completed" : "Error")
                .withFinishedAt(now())
                .endTerminated()
                .build();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
