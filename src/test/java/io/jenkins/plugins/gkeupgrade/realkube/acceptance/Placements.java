package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.realkube.AppPods;
import io.jenkins.plugins.gkeupgrade.realkube.Await;
import io.jenkins.plugins.gkeupgrade.realkube.FakeNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where pods are and whether workloads are complete, looked at with the administrator's eyes. */
record Placements(KubernetesClient client, List<String> namespaces) {
    static Placements in(KubernetesClient client, String... namespaces) {
        return new Placements(client, List.of(namespaces));
    }

    /** Number of pods that serve by pool, those of DaemonSets and Jobs left out. */
    Map<String, Long> byPool() {
        Map<String, String> pools = client.nodes().list().getItems().stream()
                .collect(Collectors.toMap(
                        n -> n.getMetadata().getName(),
                        n -> n.getMetadata().getLabels().get(FakeNodes.POOL_LABEL)));
        return pods().stream()
                .filter(p -> p.getMetadata().getOwnerReferences().stream()
                        .noneMatch(o -> List.of("DaemonSet", "Job").contains(o.getKind())))
                .map(p -> pools.getOrDefault(
                        Objects.requireNonNullElse(p.getSpec().getNodeName(), ""), "none"))
                .collect(Collectors.groupingBy(pool -> pool, TreeMap::new, Collectors.counting()));
    }

    private List<Pod> pods() {
        return namespaces.stream()
                .flatMap(n -> client.pods().inNamespace(n).list().getItems().stream())
                .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
                .filter(p -> !List.of("Succeeded", "Failed")
                        .contains(String.valueOf(p.getStatus().getPhase())))
                .toList();
    }

    /** Waits until every controller has as many ready pods as it wants and all pods serve. */
    Placements awaitSettled() {
        Await.until("all workloads in " + namespaces, () -> unsettled().isEmpty(), this::unsettled);
        return this;
    }

    private List<String> unsettled() {
        List<String> unsettled = new ArrayList<>();
        for (String namespace : namespaces) {
            client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                    .filter(d -> !Objects.equals(
                                    d.getSpec().getReplicas(),
                                    Objects.requireNonNullElse(d.getStatus().getReadyReplicas(), 0))
                            || !Objects.equals(
                                    d.getMetadata().getGeneration(),
                                    d.getStatus().getObservedGeneration()))
                    .forEach(d -> unsettled.add("Deployment " + d.getMetadata().getName()));
            client.apps().statefulSets().inNamespace(namespace).list().getItems().stream()
                    .filter(s -> !Objects.equals(
                            s.getSpec().getReplicas(),
                            Objects.requireNonNullElse(s.getStatus().getReadyReplicas(), 0)))
                    .forEach(s -> unsettled.add("StatefulSet " + s.getMetadata().getName()));
            client.apps().replicaSets().inNamespace(namespace).list().getItems().stream()
                    .filter(s -> !Objects.equals(
                            s.getSpec().getReplicas(),
                            Objects.requireNonNullElse(s.getStatus().getReadyReplicas(), 0)))
                    .forEach(s -> unsettled.add("ReplicaSet " + s.getMetadata().getName()));
            client.apps().daemonSets().inNamespace(namespace).list().getItems().stream()
                    .filter(s -> !Objects.equals(
                                    s.getStatus().getDesiredNumberScheduled(),
                                    s.getStatus().getNumberReady())
                            || s.getStatus().getDesiredNumberScheduled() == 0)
                    .forEach(s -> unsettled.add("DaemonSet " + s.getMetadata().getName()));
        }
        pods().stream()
                .filter(p -> !AppPods.isReady(p))
                .forEach(p -> unsettled.add("Pod " + p.getMetadata().getName() + " " + AppPods.unschedulable(p)));
        return unsettled;
    }
}
