package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps a pod from becoming ready.
 *
 * @param cause one clause that names the pod and quotes Kubernetes
 * @param lasting whether waiting longer is no use
 */
record PodTrouble(String cause, boolean lasting) {
    /** A container may crash a few times while what it depends on comes up. */
    private static final int RESTARTS = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** The cluster autoscaler looks every 10 s and a GKE node takes a minute or two to join. */
    private static final Duration SCALE_UP_PATIENCE = Duration.ofMinutes(6);

    private static final Set<String> IMAGE = Set.of("ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull");
    private static final Set<String> CONFIGURATION =
            Set.of("InvalidImageName", "CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    /** @param mayGrow whether the pool may still get nodes, so that a pod without room is worth waiting for */
    static Optional<PodTrouble> of(Pod pod, boolean mayGrow, Instant now) {
        Duration age = Duration.between(pod.created(), now);
        Optional<PodTrouble> unscheduled = gated(pod).or(() -> unschedulable(pod, mayGrow, age));
        if (unscheduled.isPresent()) {
            return unscheduled;
        }
        return List.of("initContainerStatuses", "containerStatuses").stream()
                .flatMap(list -> pod.manifest().items("status", list).stream())
                .map(status -> ofContainer(pod, status, age))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether nothing but a node is missing, and one may yet come. */
    static boolean waitsForNode(Pod pod, boolean mayGrow, Instant now) {
        return mayGrow
                && unschedulable(pod, true, Duration.between(pod.created(), now))
                        .filter(trouble -> !trouble.lasting())
                        .isPresent();
    }

    /** Whoever put a gate there, such as a queue for quota, may take it away at any time. */
    private static Optional<PodTrouble> gated(Pod pod) {
        List<String> gates = pod.manifest().items("spec", "schedulingGates").stream()
                .map(gate -> gate.text("name"))
                .toList();
        return gates.isEmpty()
                ? Optional.empty()
                : Optional.of(new PodTrouble(
                        "pod " + pod.name() + " is not scheduled before its scheduling gate " + String.join(", ", gates)
                                + " is removed",
                        false));
    }

    private static Optional<PodTrouble> unschedulable(Pod pod, boolean mayGrow, Duration age) {
        Duration patience = mayGrow ? SCALE_UP_PATIENCE : PATIENCE;
        return pod.condition("PodScheduled")
                .filter(c ->
                        c.text("status").equals("False") && c.text("reason").equals("Unschedulable"))
                .map(c -> new PodTrouble(
                        "pod " + pod.name() + " cannot be scheduled: " + sentence(c.text("message")),
                        age.compareTo(patience) > 0));
    }

    private static Optional<PodTrouble> ofContainer(Pod pod, Manifest status, Duration age) {
        String reason = status.text("state", "waiting", "reason");
        String container = status.text("name");
        long restarts = status.number(0, "restartCount");
        boolean longEnough = age.compareTo(PATIENCE) > 0;
        if (reason.equals("CrashLoopBackOff")) {
            return Optional.of(new PodTrouble(
                    "pod " + pod.name() + " is in CrashLoopBackOff: container " + container + exit(status) + ", "
                            + restarts + (restarts == 1 ? " restart" : " restarts"),
                    restarts >= RESTARTS || longEnough));
        }
        if (IMAGE.contains(reason)) {
            return Optional.of(new PodTrouble(
                    "pod " + pod.name() + " cannot pull image " + status.text("image") + ": "
                            + quoted(reason, status.text("state", "waiting", "message")),
                    reason.equals("ImagePullBackOff")));
        }
        if (CONFIGURATION.contains(reason)) {
            return Optional.of(new PodTrouble(
                    "pod " + pod.name() + " cannot start container " + container + ": "
                            + quoted(reason, status.text("state", "waiting", "message")),
                    longEnough || reason.equals("InvalidImageName")));
        }
        return Optional.empty();
    }

    private static String exit(Manifest status) {
        String code = status.text("lastState", "terminated", "exitCode");
        String reason = status.text("lastState", "terminated", "reason");
        return code.isEmpty()
                ? " keeps failing"
                : " exited with code " + code + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    private static String quoted(String reason, String message) {
        return message.isEmpty() ? reason : reason + " (" + sentence(message) + ")";
    }

    /** Kubernetes ends some messages with a full stop; ours come in the middle of a sentence. */
    static String sentence(String message) {
        return message.replaceAll("[\\s.]+$", "");
    }
}
