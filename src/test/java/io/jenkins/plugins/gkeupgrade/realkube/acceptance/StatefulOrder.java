package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.jenkins.plugins.gkeupgrade.realkube.AppPods;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes down in which order the pods of a StatefulSet are made anew after their first time. */
final class StatefulOrder implements ResourceEventHandler<Pod> {
    private final String prefix;
    private final List<String> first = Collections.synchronizedList(new ArrayList<>());
    private final List<String> created = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> notReady = ConcurrentHashMap.newKeySet();
    private final List<String> early = Collections.synchronizedList(new ArrayList<>());
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
        ready(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        if (!before.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
            seen(pod);
        }
        ready(pod);
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {}

    private void seen(Pod pod) {
        String name = pod.getMetadata().getName();
        if (name.startsWith(prefix)) {
            boolean anew = first.contains(name);
            (anew ? created : first).add(name);
            notReady.remove(name);
            if (anew && !notReady.isEmpty()) {
                early.add(name + " while " + notReady + " were not ready");
            }
        }
    }

    private void ready(Pod pod) {
        String name = pod.getMetadata().getName();
        if (AppPods.isReady(pod)) {
            notReady.remove(name);
        } else if (name.startsWith(prefix)) {
            notReady.add(name);
        }
    }

    /** Pods that were made anew before the one that came first was ready. */
    List<String> early() {
        return List.copyOf(early);
    }

    List<String> stop() {
        informer.stop();
        return List.copyOf(created);
    }
}
