package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.function.Predicate;

/**
 * The pods with the label {@code app} of one namespace, looked at anew by each call.
 */
public record AppPods(KubernetesClient client, String namespace, String app) {
    /** Those that have not been told to end, by name. */
    public List<Pod> list() {
        return client.pods().inNamespace(namespace).withLabel("app", app).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /**
     * @throws AssertionError with the pods there are, if the condition does not come true
     */
    public List<Pod> await(String what, Predicate<List<Pod>> condition) {
        Await.until(what, () -> condition.test(list()), this::describe);
        return list();
    }

    /** Waits until there are exactly so many, and all are ready. */
    public List<Pod> awaitReady(int count) {
        return await(
                count + " ready pods of " + app,
                pods -> pods.size() == count && pods.stream().allMatch(AppPods::isReady));
    }

    /** The names of the nodes they are on, one for each pod. */
    public List<String> nodes() {
        return list().stream().map(pod -> pod.getSpec().getNodeName()).toList();
    }

    public static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    /** What the scheduler says of a pod that it cannot place, or an empty string. */
    public static String unschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "Unschedulable".equals(condition.getReason()))
                .map(PodCondition::getMessage)
                .findFirst()
                .orElse("");
    }

    /** Why the pod's first container waits, or an empty string. */
    public static String waitingReason(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .filter(state -> state.getWaiting() != null)
                .map(state -> state.getWaiting().getReason())
                .findFirst()
                .orElse("");
    }

    /** How often the pod's first container was started again. */
    public static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .mapToInt(ContainerStatus::getRestartCount)
                .findFirst()
                .orElse(0);
    }

    private String describe() {
        return list().stream()
                .map(pod -> pod.getMetadata().getName() + " on " + pod.getSpec().getNodeName() + " "
                        + pod.getStatus().getPhase() + (isReady(pod) ? " ready " : " ") + unschedulable(pod)
                        + waitingReason(pod))
                .toList()
                .toString();
    }
}
