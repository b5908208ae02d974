package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes down in which order the pods of a StatefulSet are made anew after their first time. */
final class StatefulOrder implements ResourceEventHandler<Pod> {
    private final String prefix;
    private final List<String> first = Collections.synchronizedList(new ArrayList<>());
    private final List<String> created = Collections.synchronizedList(new ArrayList<>());
    private SharedIndexInformer<Pod> informer;

    private StatefulOrder(String prefix) {
        this.prefix = prefix;
    }

    static StatefulOrder watch(KubernetesClient client, String namespace, String name) {
        StatefulOrder order = new StatefulOrder(name + "-");
        order.informer = client.pods().inNamespace(namespace).inform(order);
        return order;
    }

    @Override
    public void onAdd(Pod pod) {
        seen(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        if (!before.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
            seen(pod);
        }
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {}

    private void seen(Pod pod) {
        String name = pod.getMetadata().getName();
        if (name.startsWith(prefix)) {
            (first.contains(name) ? created : first).add(name);
        }
    }

    List<String> stop() {
        informer.stop();
        return List.copyOf(created);
    }
}
