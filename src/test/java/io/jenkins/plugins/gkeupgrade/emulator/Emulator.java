package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.emulator.world.World;
import io.jenkins.plugins.gkeupgrade.emulator.world.World.ClusterPlan;
import io.jenkins.plugins.gkeupgrade.emulator.world.WorldException;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedGke;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.KubernetesSettings;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiException;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A world that is served: the GKE API over gRPC and the Kubernetes API of each cluster over HTTPS, both on this machine
 * only. Its time passes with the real time, {@link World#speed} times as fast.
 */
public final class Emulator implements AutoCloseable {
    private static final int MONTHS_SUPPORTED = 9;

    private final Timeline timeline;
    private final SimulatedGke gke;
    private final Map<ClusterRef, SimulatedKubernetes> clusters = new LinkedHashMap<>();
    private final Map<ClusterRef, KubernetesEmulator> kubernetes = new LinkedHashMap<>();
    private final String token;
    private VirtualTime time;
    private GkeEmulator gkeApi;

    private Emulator(World world, Instant start) {
        timeline = new Timeline(start);
        gke = new SimulatedGke(timeline, world.versions(), world.timings(), world.seed());
        // What a world begins with is not out of support, whenever it is started.
        gke.keepSupporting(
                world.versions().defaultVersion(),
                start.atZone(ZoneOffset.UTC).toLocalDate().plusMonths(MONTHS_SUPPORTED));
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        token = HexFormat.of().formatHex(secret);
        world.clusters().forEach(cluster -> add(cluster, world));
        timeline.advance(world.settle());
        // Only now, so that what goes wrong goes wrong with those who come in.
        gke.faults(world.faults());
    }

    /** Starts the world at the present time, lets it settle, and serves it. */
    public static Emulator start(World world) throws IOException {
        return start(world, Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(world.settle()));
    }

    /** @param from virtual time at which the world begins, before it settles */
    public static Emulator start(World world, Instant from) throws IOException {
        Emulator emulator = new Emulator(world, from);
        try {
            emulator.serve(world.speed());
        } catch (IOException | RuntimeException e) {
            emulator.close();
            throw e;
        }
        return emulator;
    }

    private void add(ClusterPlan plan, World world) {
        ClusterRef ref = plan.ref();
        gke.addCluster(plan.settings());
        gke.addExclusions(ref, plan.exclusions());
        plan.pools().forEach(pool -> gke.addPool(ref, pool.pool(), pool.nodesPerZone()));
        KubernetesSettings settings =
                KubernetesSettings.of(plan.settings().version()).withSeed(world.seed());
        SimulatedKubernetes cluster = new SimulatedKubernetes(
                timeline, settings.withSpeeds(settings.speeds().withPodStart(world.podStart())));
        gke.attach(ref, cluster);
        cluster.autoscale(gke.nodeGroups(ref));
        clusters.put(ref, cluster);
        apply(ref, plan.manifests(), cluster.api(new Caller("world", "kubectl-client-side-apply")));
    }

    private static void apply(ClusterRef cluster, List<Manifest> manifests, KubernetesApi api) {
        for (Manifest manifest : manifests) {
            Resource resource = Resources.ofManifest(manifest.text("apiVersion"), manifest.kind())
                    .orElseThrow();
            // Each of several files may bring the namespace that it needs.
            boolean again = resource.equals(Resources.NAMESPACES)
                    && api.list(resource, "", ListOptions.ALL).items().stream()
                            .anyMatch(known -> known.name().equals(manifest.name()));
            if (!again) {
                create(cluster, resource, manifest, api);
            }
        }
    }

    private static void create(ClusterRef cluster, Resource resource, Manifest manifest, KubernetesApi api) {
        try {
            api.create(resource, manifest);
        } catch (ApiException e) {
            throw new WorldException("Cluster " + cluster.name() + ": a manifest is refused: " + e.getMessage(), e);
        }
    }

    private void serve(double speed) throws IOException {
        time = new VirtualTime(timeline, speed);
        Map<ClusterRef, GkeEmulator.KubernetesAddress> addresses = new LinkedHashMap<>();
        for (Map.Entry<ClusterRef, SimulatedKubernetes> cluster : clusters.entrySet()) {
            KubernetesEmulator api = new KubernetesEmulator(cluster.getValue(), time, token);
            kubernetes.put(cluster.getKey(), api);
            addresses.put(
                    cluster.getKey(),
                    new GkeEmulator.KubernetesAddress(api.url().replaceFirst("^https://", ""), api.caPem()));
        }
        gkeApi = new GkeEmulator(gke, time, addresses);
    }

    /** {@code host:port} of the GKE API, in plaintext. */
    public String gkeAddress() {
        return gkeApi.address();
    }

    /** The clusters that there are, in the order of the world file. */
    public List<ClusterRef> clusters() {
        return List.copyOf(clusters.keySet());
    }

    /** The Kubernetes API of a cluster as it is served. */
    public KubernetesEmulator kubernetesApi(ClusterRef cluster) {
        return kubernetes.get(cluster);
    }

    /** What the served Kubernetes API works on; touch it inside {@link #time()} only. */
    public SimulatedKubernetes kubernetes(ClusterRef cluster) {
        return clusters.get(cluster);
    }

    /** What the served GKE API works on; touch it inside {@link #time()} only. */
    public SimulatedGke gke() {
        return gke;
    }

    /** The world's time, and the one door to all that is simulated. */
    public VirtualTime time() {
        return time;
    }

    /** The bearer token that the Kubernetes APIs accept. */
    public String token() {
        return token;
    }

    /** Text of a kubeconfig with one context for each cluster, the first of them current. */
    public String kubeconfig() {
        KubeconfigText text = new KubeconfigText(token);
        kubernetes.forEach((ref, api) -> text.add(ref, api.url(), api.caPem()));
        return text.toString();
    }

    /** Text of a kubeconfig for one cluster. */
    public String kubeconfig(ClusterRef cluster) {
        KubeconfigText text = new KubeconfigText(token);
        text.add(cluster, kubernetes.get(cluster).url(), kubernetes.get(cluster).caPem());
        return text.toString();
    }

    @Override
    public void close() {
        if (gkeApi != null) {
            gkeApi.close();
        }
        kubernetes.values().forEach(KubernetesEmulator::close);
        if (time != null) {
            time.close();
        }
    }
}
