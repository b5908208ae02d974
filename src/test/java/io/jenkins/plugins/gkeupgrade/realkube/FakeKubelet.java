package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Plays the kubelet of all nodes: pods that are bound to a node start, get ready and end as their {@link PodBehaviour}
 * says, without anything being run.
 *
 * <p>One thread decides; requests are many at a time. It outlives restarts of the API server.
 */
public final class FakeKubelet implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(FakeKubelet.class.getName());

    private final KubernetesClient client;
    private final PodBehaviour usual;
    private final ScheduledExecutorService thread;
    private final KubeletRequests requests;
    private final SharedIndexInformer<Node> nodes;
    private final SharedIndexInformer<Pod> pods;
    // Only touched on our thread.
    private final Map<String, PodLife> lives = new HashMap<>();
    private int addressesGiven;

    private FakeKubelet(KubernetesClient client, PodBehaviour usual) {
        this.client = client;
        this.usual = usual;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "fake-kubelet");
            made.setDaemon(true);
            return made;
        });
        this.requests = new KubeletRequests(client, this::execute);
        this.nodes = client.nodes().inform();
        this.pods =
                client.pods().inAnyNamespace().withoutField("spec.nodeName", "").inform(new Observer());
    }

    /** A kubelet whose pods behave like {@link PodBehaviour#QUICK} unless their annotations say otherwise. */
    public static FakeKubelet start(RealKubernetes cluster) {
        return start(cluster, PodBehaviour.QUICK);
    }

    public static FakeKubelet start(RealKubernetes cluster, PodBehaviour usual) {
        return new FakeKubelet(RealKubernetes.client(cluster.kubeconfig()), usual);
    }

    /** Leaves all pods as they are. */
    @Override
    public void close() {
        pods.stop();
        nodes.stop();
        thread.shutdownNow();
        client.close();
    }

    private final class Observer implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            execute(() -> observe(pod));
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            execute(() -> observe(pod));
        }

        @Override
        public void onDelete(Pod pod, boolean finalStateUnknown) {
            execute(() -> forget(pod));
        }
    }

    private void observe(Pod pod) {
        PodLife life = lives.computeIfAbsent(pod.getMetadata().getUid(), uid -> begin(pod));
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            life.end(pod);
        }
    }

    private PodLife begin(Pod pod) {
        PodBehaviour behaviour = usual.adjustedBy(pod, labelsOfNode(pod));
        PodLife life = new PodLife(pod, behaviour, nextAddress(), requests, this::later);
        if (pod.getMetadata().getDeletionTimestamp() == null) {
            life.begin();
        }
        return life;
    }

    /** The scheduler saw the node before it bound the pod, so a node that is not known is gone again. */
    private Map<String, String> labelsOfNode(Pod pod) {
        Node node = nodes.getStore().getByKey(pod.getSpec().getNodeName());
        return node == null ? Map.of() : node.getMetadata().getLabels();
    }

    private String nextAddress() {
        addressesGiven++;
        return "10." + (64 + (addressesGiven >> 16) % 128) + "." + (addressesGiven >> 8 & 255) + "."
                + (addressesGiven & 255);
    }

    private void forget(Pod pod) {
        PodLife life = lives.remove(pod.getMetadata().getUid());
        if (life != null) {
            life.forget();
        }
    }

    private void later(Duration delay, Runnable task) {
        try {
            thread.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, "closed meanwhile: the pods stay as they are", e);
        }
    }

    private void execute(Runnable task) {
        later(Duration.ZERO, task);
    }

    /** A pod that cannot be played, for instance for an annotation without sense, must not go unnoticed. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.SEVERE, "the fake kubelet cannot go on with a pod", e);
        }
    }
}
