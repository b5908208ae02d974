package io.jenkins.plugins.gkeupgrade.realkube;

import static io.jenkins.plugins.gkeupgrade.realkube.TestWorkloads.deployment;
import static io.jenkins.plugins.gkeupgrade.realkube.TestWorkloads.intolerant;
import static io.jenkins.plugins.gkeupgrade.realkube.TestWorkloads.job;
import static io.jenkins.plugins.gkeupgrade.realkube.TestWorkloads.optedIn;
import static io.jenkins.plugins.gkeupgrade.realkube.TestWorkloads.setTemplate;
import static io.jenkins.plugins.gkeupgrade.realkube.TestWorkloads.statefulSet;
import static io.jenkins.plugins.gkeupgrade.realkube.TestWorkloads.template;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** That the kit's fake parts and the control plane's real ones make one cluster. */
@OnRealKubernetes
@TestInstance(Lifecycle.PER_CLASS)
class RealKubernetesKitTest {
    private static final String NAMESPACE = "default";
    private static final String KEY = "kubernetes_version";
    private static final String NEW = "1.30.1-gke.200";

    private final RealKubernetes cluster;
    private final KubernetesClient client;
    private final FakeKubelet kubelet;

    RealKubernetesKitTest(RealKubernetes cluster) {
        this.cluster = cluster;
        client = cluster.admin();
        kubelet = FakeKubelet.start(cluster);
    }

    @BeforeAll
    void addNodes() {
        new FakeNodes(client)
                .add(FakePool.of("old", 3))
                .add(FakePool.of("new", 3)
                        .withVersion("v" + NEW)
                        .withLabel(KEY, NEW)
                        .withTaint(KEY + "=" + NEW + ":NoSchedule"));
    }

    @AfterAll
    void stopKubelet() {
        kubelet.close();
    }

    @Test
    void aTaintedPoolTakesOnlyPodsThatTolerateIt() {
        String taint =
                ServedApis.of(client).pendingNamesTaint() ? "taint {" + KEY + ": " + NEW + "}" : "untolerated taint(s)";
        AppPods pods = create("taint", 1, intolerant(optedIn(template("taint"), KEY, NEW)));
        pods.await(
                "the scheduler to refuse the pod",
                all -> all.stream().anyMatch(pod -> AppPods.unschedulable(pod).contains(" had " + taint)));

        setTemplate(
                client.apps().deployments().inNamespace(NAMESPACE).withName("taint"),
                optedIn(template("taint"), KEY, NEW));
        pods.awaitReady(1);
        assertTrue(pods.nodes().get(0).startsWith("gke-new-"), pods.nodes()::toString);
    }

    @Test
    @SuppressWarnings("try") // the watch only has to be there
    void aRollingUpdateMovesPodsWithoutALapse() {
        AppPods pods = create("rolling", 4, template("rolling"));
        pods.awaitReady(4);
        assertTrue(pods.nodes().stream().allMatch(node -> node.startsWith("gke-old-")), pods.nodes()::toString);

        List<Integer> available = Collections.synchronizedList(new ArrayList<>());
        try (Watch watch = client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("rolling")
                .watch(onEvent(seen -> available.add(seen.getStatus().getAvailableReplicas())))) {
            setTemplate(
                    client.apps().deployments().inNamespace(NAMESPACE).withName("rolling"),
                    optedIn(template("rolling"), KEY, NEW));
            pods.await(
                    "all pods on the new pool",
                    all -> all.size() == 4
                            && all.stream()
                                    .allMatch(pod -> AppPods.isReady(pod)
                                            && pod.getSpec().getNodeName().startsWith("gke-new-")));
        }
        // A quarter may be missing while it rolls.
        assertTrue(available.stream().allMatch(count -> count != null && count >= 3), available::toString);
    }

    @Test
    @SuppressWarnings("try") // the watch only has to be there
    void aStatefulSetRollsOneAfterTheOtherFromTheLast() {
        client.resource(statefulSet("ordered", 3, template("ordered")))
                .inNamespace(NAMESPACE)
                .create();
        AppPods pods = new AppPods(client, NAMESPACE, "ordered");
        pods.awaitReady(3);

        List<String> created = Collections.synchronizedList(new ArrayList<>());
        try (Watch watch = client.pods()
                .inNamespace(NAMESPACE)
                .withLabel("app", "ordered")
                .watch(onEvent(pod -> {
                    String name = pod.getMetadata().getName();
                    if (isOnNew(pod) && !created.contains(name)) {
                        created.add(name);
                    }
                }))) {
            setTemplate(
                    client.apps().statefulSets().inNamespace(NAMESPACE).withName("ordered"),
                    optedIn(template("ordered"), KEY, NEW));
            Await.until("three new pods", () -> created.size() == 3, () -> created);
        }
        assertEquals(List.of("ordered-2", "ordered-1", "ordered-0"), created);
    }

    @Test
    void aBudgetRefusesTheEvictionThatItCannotAfford() {
        AppPods pods = create("budget", 2, template("budget"));
        List<Pod> ready = pods.awaitReady(2);
        Budget budget = Budget.create(client, NAMESPACE, "budget", 2);
        Await.until("the budget to have counted its pods", () -> budget.healthy() == 2);

        String name = ready.get(0).getMetadata().getName();
        KubernetesClientException refusal = assertThrows(KubernetesClientException.class, () -> evict(name));
        assertEquals(429, refusal.getCode());
        assertFalse(pods.list().stream()
                .noneMatch(pod -> name.equals(pod.getMetadata().getName())));

        budget.delete();
        Await.until("the eviction to be allowed", () -> evicted(name));
        pods.await(
                "another pod in its place",
                all -> all.size() == 2
                        && all.stream()
                                .allMatch(pod -> AppPods.isReady(pod)
                                        && !name.equals(pod.getMetadata().getName())));
    }

    private boolean evicted(String pod) {
        try {
            evict(pod);
            return true;
        } catch (KubernetesClientException e) {
            assertEquals(429, e.getCode());
            return false;
        }
    }

    private void evict(String pod) {
        client.raw(
                "/api/v1/namespaces/" + NAMESPACE + "/pods/" + pod + "/eviction",
                "POST",
                Map.of(
                        "apiVersion",
                        ServedApis.of(client).evictions(),
                        "kind",
                        "Eviction",
                        "metadata",
                        Map.of("name", pod)));
    }

    @Test
    void aCrashLoopOnOnePoolOnlyIsSeenThere() {
        Map<String, String> crashesOnNew =
                Map.of(PodBehaviour.FATE, "crash-loop", PodBehaviour.RUN, "20", PodBehaviour.ONLY_ON, KEY + "=" + NEW);
        create("well", 1, template("well", crashesOnNew)).awaitReady(1);

        AppPods pods = create("crash", 1, optedIn(template("crash", crashesOnNew), KEY, NEW));
        List<Pod> crashing = pods.await(
                "three restarts",
                all -> all.stream()
                        .anyMatch(pod ->
                                AppPods.restarts(pod) >= 3 && "CrashLoopBackOff".equals(AppPods.waitingReason(pod))));
        ContainerStatus container =
                crashing.get(0).getStatus().getContainerStatuses().get(0);
        assertEquals("Running", crashing.get(0).getStatus().getPhase());
        assertFalse(AppPods.isReady(crashing.get(0)));
        assertTrue(container.getImageID().contains("@sha256:"), container::getImageID);
        // Two controllers wrote this pod's status, and the scheduler's word is still there.
        assertTrue(crashing.get(0).getStatus().getConditions().stream()
                .anyMatch(condition -> "PodScheduled".equals(condition.getType())));
    }

    @Test
    void anImageThatCannotBePulledIsSeen() {
        AppPods pods = create("image", 1, template("image", Map.of(PodBehaviour.FATE, "image-error")));
        List<Pod> waiting = pods.await(
                "the image error",
                all -> all.stream().anyMatch(pod -> "ImagePullBackOff".equals(AppPods.waitingReason(pod))));
        assertEquals("Pending", waiting.get(0).getStatus().getPhase());
    }

    @Test
    void thePodsOfAJobComplete() {
        client.resource(job("job", 2, template("job"))).inNamespace(NAMESPACE).create();
        Await.until(
                "the job to complete",
                () -> Integer.valueOf(2)
                        .equals(client.batch()
                                .v1()
                                .jobs()
                                .inNamespace(NAMESPACE)
                                .withName("job")
                                .get()
                                .getStatus()
                                .getSucceeded()));
    }

    @Test
    void machinesOfASimulatedPoolAreNodes() {
        RealNodeHost host = new RealNodeHost(cluster);
        host.join("gke-simulated-1", simulated(List.of()));
        assertEquals(List.of("gke-simulated-1"), host.nodesOf("simulated"));
        AppPods pods = create("simulated", 1, optedIn(template("simulated"), FakeNodes.POOL_LABEL, "simulated"));
        pods.awaitReady(1);

        host.change("gke-simulated-1", simulated(List.of(Taint.parse("moved=yes:NoSchedule"))));
        host.join("gke-simulated-2", simulated(List.of()));
        host.leave("gke-simulated-1");
        pods.await(
                "the pod on the other machine",
                all -> all.stream()
                        .anyMatch(pod -> AppPods.isReady(pod)
                                && "gke-simulated-2".equals(pod.getSpec().getNodeName())));
        assertEquals(List.of("gke-simulated-2"), host.nodesOf("simulated"));
    }

    private static NodeTemplate simulated(List<Taint> taints) {
        return new NodeTemplate(
                "simulated",
                "europe-west1-b",
                GkeVersion.parse("1.30.1-gke.200"),
                Map.of(),
                taints,
                4000,
                1L << 34,
                110);
    }

    private static boolean isOnNew(Pod pod) {
        return pod.getSpec().getNodeName() != null
                && pod.getSpec().getNodeName().startsWith("gke-new-");
    }

    private AppPods create(String name, int replicas, PodTemplateSpec template) {
        client.resource(deployment(name, replicas, template))
                .inNamespace(NAMESPACE)
                .create();
        return new AppPods(client, NAMESPACE, name);
    }

    private static <T> Watcher<T> onEvent(Consumer<T> listener) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T object) {
                listener.accept(object);
            }

            @Override
            public void onClose(WatcherException cause) {
                // The test has looked at what came until now.
            }
        };
    }
}
