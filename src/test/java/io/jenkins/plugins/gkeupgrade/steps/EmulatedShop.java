package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.emulator.GkeEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.KubernetesEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.KubernetesFaults;
import io.jenkins.plugins.gkeupgrade.emulator.VirtualTime;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.gcp.GkeAddress;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ClusterSettings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeTimings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ServerConfig;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedGke;
import io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.KubernetesSettings;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The sample shop on an emulated cluster, reached over the real protocols, in compressed time. */
public final class EmulatedShop implements AutoCloseable {
    public static final String NAME = "shop-prod";
    public static final GkeVersion OLD = TestClusters.V1_32;
    public static final GkeVersion NEW = TestClusters.V1_33;

    /** A minute in a second: fast, and a slow machine still keeps every time limit. */
    private static final double SPEED = 60;

    private static final ClusterRef CLUSTER = new ClusterRef("shop-prod", "europe-west1", "shop");
    private static final Caller USER = new Caller("admin", "kubectl");

    private final Timeline timeline = new Timeline(Instant.parse("2026-03-01T08:00:00Z"));
    private final SimulatedGke gke = new SimulatedGke(
            timeline,
            ServerConfig.offering(OLD, List.of(OLD, NEW)),
            GkeTimings.standard().withOperations(0.1),
            7);
    private final SimulatedKubernetes kubernetes =
            new SimulatedKubernetes(timeline, KubernetesSettings.of(OLD).withNamespacesOnDemand(true));
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final VirtualTime time;
    private final GkeEmulator gkeEmulator;
    private final KubernetesEmulator kubernetesEmulator;

    /** @param manifests folder of manifests, of which every file is applied */
    public EmulatedShop(Path manifests) throws IOException {
        System.setProperty(GkeAddress.PLAINTEXT_PROPERTY, "true");
        gke.addCluster(ClusterSettings.standard(CLUSTER, OLD));
        gke.addPool(CLUSTER, TestClusters.pool("default-pool", OLD), 2);
        gke.attach(CLUSTER, kubernetes);
        kubernetes.autoscale(gke.nodeGroups(CLUSTER));
        apply(manifests, kubernetes.api(USER));
        timeline.advance(Duration.ofMinutes(5));
        time = new VirtualTime(timeline, SPEED);
        kubernetesEmulator = new KubernetesEmulator(kubernetes, time, "nobody");
        gkeEmulator = new GkeEmulator(gke, time, Map.of());
    }

    /** Creates what is in the files of the folder. */
    static void apply(Path manifests, KubernetesApi api) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(manifests)) {
            files = found.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            for (Object document : new Yaml().loadAll(Files.readString(file))) {
                Manifest manifest = Manifest.of(asMap(document));
                api.create(
                        Resources.ofManifest(manifest.text("apiVersion"), manifest.kind())
                                .orElseThrow(),
                        manifest);
            }
        }
    }

    @SuppressWarnings("unchecked") // manifests are maps with string keys
    private static Map<String, Object> asMap(Object document) {
        return (Map<String, Object>) document;
    }

    /** The cluster as an administrator would configure it. */
    public NamedCluster configuration() {
        NamedCluster cluster = new NamedCluster(NAME, CLUSTER.project(), CLUSTER.location(), CLUSTER.name());
        cluster.setGkeApiEndpoint("http://" + gkeEmulator.address());
        cluster.setKubernetesUrl(kubernetesEmulator.url());
        cluster.setCaCertificate(kubernetesEmulator.caPem());
        return cluster;
    }

    /** What goes wrong inside of the cluster. */
    public KubernetesFaults faults() {
        return kubernetesEmulator.faults();
    }

    /** Time as fast as the cluster's. */
    public TickScheduler scheduler() {
        return new TickScheduler() {
            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public Future<?> schedule(Runnable work, Duration delay) {
                return threads.schedule(work, time.real(delay).toNanos(), TimeUnit.NANOSECONDS);
            }
        };
    }

    /** Objects as they are now. */
    List<Manifest> list(Resource resource, String namespace) throws Exception {
        return time.call(() ->
                kubernetes.api(USER).list(resource, namespace, ListOptions.ALL).items());
    }

    /** Names of the pools that the workload's pods run on. */
    List<String> poolsOf(String namespace, String app) throws Exception {
        Map<String, String> pools = new HashMap<>();
        list(Resources.NODES, "")
                .forEach(node ->
                        pools.put(node.name(), node.text("metadata", "labels", "cloud.google.com/gke-nodepool")));
        return list(Resources.PODS, namespace).stream()
                .filter(pod -> app.equals(pod.labels().get("app.kubernetes.io/name")))
                .map(pod -> pools.get(pod.text("spec", "nodeName")))
                .distinct()
                .toList();
    }

    /** How many changes clients have made so far, of Kubernetes objects and of GKE's. */
    int writes() throws Exception {
        return time.call(() -> kubernetes.writeLog().size() + gke.log().writes().size());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        gkeEmulator.close();
        kubernetesEmulator.close();
        time.close();
        System.clearProperty(GkeAddress.PLAINTEXT_PROPERTY);
    }
}
