package io.jenkins.plugins.gkeupgrade.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.jenkins.plugins.gkeupgrade.realkube.AppPods;
import io.jenkins.plugins.gkeupgrade.realkube.Await;
import java.util.HashSet;
import java.util.Set;

/** A watcher of its own that notes when the last of so many new pods turned Ready. */
final class ReadyClock implements AutoCloseable {
    static final String ROUND = "bench/round";

    private final SharedIndexInformer<Pod> pods;
    private final Set<String> ready = new HashSet<>();
    private String round = "";
    private long last;

    ReadyClock(KubernetesClient client, String namespace) {
        pods = client.pods().inNamespace(namespace).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                see(pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                see(pod);
            }

            @Override
            public void onDelete(Pod pod, boolean finalStateUnknown) {
                // Pods that go were Ready long before.
            }
        });
    }

    /** From now on, pods with this annotation count. */
    synchronized void begin(String newRound) {
        round = newRound;
        ready.clear();
    }

    private synchronized void see(Pod pod) {
        boolean counts = pod.getMetadata().getAnnotations() != null
                && round.equals(pod.getMetadata().getAnnotations().get(ROUND))
                && AppPods.isReady(pod);
        if (counts && ready.add(pod.getMetadata().getUid())) {
            last = System.nanoTime();
        }
    }

    /** When the last of so many turned Ready, as {@link System#nanoTime} tells it. */
    long last(int count) {
        Await.until(count + " pods to be Ready", () -> ready() >= count, this::ready);
        synchronized (this) {
            return last;
        }
    }

    private synchronized int ready() {
        return ready.size();
    }

    @Override
    public void close() {
        pods.stop();
    }
}
