package io.jenkins.plugins.gkeupgrade.simulation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ClusterSettings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeTimings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ServerConfig;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedControlPlane;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedGke;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.KubernetesSettings;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedWorkloads;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.WorkloadFaults;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A simulated cluster with an old pool (blue), on request a new one (green), and whatever a test applies to it. */
public final class Twin {
    public static final ClusterRef REF = ClusterRef.parse("projects/shop/locations/europe-west1-b/clusters/prod");
    public static final GkeVersion OLD = GkeVersion.parse("1.32.9-gke.1675000");
    public static final GkeVersion NEW = GkeVersion.parse("1.33.5-gke.1162000");
    /** The one after the new one. */
    public static final GkeVersion NEXT = GkeVersion.parse("1.34.1-gke.1829001");

    public static final OptInTaint TAINT = new OptInTaint(OptInTaint.DEFAULT_KEY, NEW);
    public static final Caller USER = new Caller("tests", "kubectl");
    public static final Caller STEPS = new Caller("jenkins", "gke-opt-in-upgrade");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    public final Timeline timeline = new Timeline(Instant.parse("2026-11-02T08:00:00Z"));
    public final SimulatedGke gke;
    public final SimulatedKubernetes kubernetes;
    public final List<String> log = new ArrayList<>();
    /** What gates are answered. */
    public Probes probes = question -> Optional.of(new Probes.Answer.Unanswered("nobody is there"));

    private Workloads workloads;

    /** @param controlPlane version of the control plane */
    public Twin(GkeVersion controlPlane, long seed) {
        this(controlPlane, seed, "");
    }

    private Twin(GkeVersion controlPlane, long seed, String channel) {
        gke = new SimulatedGke(
                timeline, ServerConfig.offering(OLD, List.of(OLD, NEW, NEXT)), GkeTimings.standard(), seed);
        gke.addCluster(
                new ClusterSettings(REF, controlPlane, channel, false, false, ClusterSettings.defaultZones(REF)));
        kubernetes = new SimulatedKubernetes(
                timeline, KubernetesSettings.of(controlPlane).withSeed(seed));
        kubernetes.autoscale(gke.nodeGroups(REF));
        addPool("blue", OLD, List.of(), Map.of(), 4, 200);
        gke.attach(REF, kubernetes);
        workloads = new SimulatedWorkloads(kubernetes, STEPS, WorkloadFaults.NONE);
        timeline.advance(Duration.ofMinutes(2));
    }

    /** Both pools there, and the control plane upgraded: what opting in starts from. */
    public static Twin withGreenPool() {
        return withGreenPool("");
    }

    /** @param channel release channel of the cluster */
    public static Twin withGreenPool(String channel) {
        return withGreenPool(channel, 200);
    }

    /** @param most nodes that the cluster autoscaler may give the green pool */
    public static Twin withGreenPool(String channel, int most) {
        Twin twin = new Twin(NEW, 7, channel);
        twin.addPool("green", NEW, List.of(TAINT.taint()), Map.of(TAINT.key(), TAINT.value()), 0, most);
        return twin;
    }

    private void addPool(
            String name, GkeVersion version, List<Taint> taints, Map<String, String> labels, int nodes, int most) {
        NodePool pool = new NodePool(
                name,
                version,
                "",
                "",
                nodes,
                NodePool.Autoscaling.perZone(nodes == 0 ? 0 : 1, most),
                labels,
                taints,
                List.of(),
                Map.of("config.machineType", "e2-standard-8"));
        gke.addPool(REF, pool, nodes);
    }

    public void faults(WorkloadFaults faults) {
        workloads = new SimulatedWorkloads(kubernetes, STEPS, faults);
    }

    public KubernetesApi api() {
        return kubernetes.api(USER);
    }

    public World world() {
        ControlPlane controlPlane = new SimulatedControlPlane(gke.api("steps"), REF);
        return new World(controlPlane, workloads, probes, log::add, timeline.now());
    }

    public StageDriver driver() {
        return new StageDriver(timeline, this::world);
    }

    /** Applies a file of manifests and waits until what it made is up. */
    public Twin apply(Path file) {
        try {
            return apply(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Twin apply(String manifests) {
        try (MappingIterator<Map<String, Object>> documents =
                YAML.readerFor(new TypeReference<Map<String, Object>>() {}).readValues(manifests)) {
            while (documents.hasNext()) {
                Map<String, Object> document = documents.next();
                if (document != null) {
                    Manifest manifest = Manifest.of(document);
                    api().create(
                                    Resources.ofManifest(manifest.text("apiVersion"), manifest.kind())
                                            .orElseThrow(),
                                    manifest);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Twin settle() {
        timeline.advance(Duration.ofMinutes(10));
        return this;
    }

    public List<Manifest> list(Resource resource) {
        return api().list(resource, "", ListOptions.ALL).items();
    }

    /** Pod specs of all templates by workload, to compare before and after. */
    public Map<String, Object> templates() {
        Map<String, Object> templates = new TreeMap<>();
        for (Resource resource :
                List.of(Resources.DEPLOYMENTS, Resources.STATEFUL_SETS, Resources.DAEMON_SETS, Resources.CRON_JOBS)) {
            list(resource)
                    .forEach(m -> templates.put(
                            m.toString(),
                            m.at(
                                    resource.equals(Resources.CRON_JOBS)
                                            ? "spec/jobTemplate".split("/")
                                            : "spec/template".split("/"))));
        }
        return templates;
    }

    /** Number of running pods by workload label {@code app} and pool: where everything has ended up. */
    public Map<String, Integer> placement() {
        Map<String, String> pools = new TreeMap<>();
        list(Resources.NODES)
                .forEach(n -> pools.put(n.name(), n.text("metadata", "labels", "cloud.google.com/gke-nodepool")));
        Map<String, Integer> placement = new TreeMap<>();
        for (Manifest pod : list(Resources.PODS)) {
            if (pod.text("metadata", "deletionTimestamp").isEmpty()
                    && pod.text("status", "phase").equals("Running")) {
                String pool = pools.getOrDefault(pod.text("spec", "nodeName"), "?");
                placement.merge(pod.text("metadata", "labels", "app") + " on " + pool, 1, Integer::sum);
            }
        }
        return placement;
    }
}
