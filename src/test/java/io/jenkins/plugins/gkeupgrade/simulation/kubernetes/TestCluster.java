package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A simulated cluster with short words for what tests do to it. */
public final class TestCluster {
    public static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    public static final Caller USER = new Caller("alice", "kubectl");

    public final Timeline timeline = new Timeline(START);
    public final SimulatedKubernetes kubernetes;
    public final KubernetesApi api;
    private int nodes;

    public TestCluster() {
        this("1.33.5-gke.1162000");
    }

    public TestCluster(String version) {
        this(KubernetesSettings.of(GkeVersion.parse(version)));
    }

    public TestCluster(KubernetesSettings settings) {
        kubernetes = new SimulatedKubernetes(timeline, settings);
        api = kubernetes.api(USER);
    }

    public static NodeTemplate template(String pool, String zone, Map<String, String> labels, List<Taint> taints) {
        return new NodeTemplate(
                pool, zone, GkeVersion.parse("1.32.9-gke.1010000"), labels, taints, 3920, 13_000_000_000L, 110);
    }

    /** Adds nodes of 3.92 CPUs and waits until they are ready. */
    public TestCluster nodes(String pool, int count, String... taints) {
        List<Taint> all = java.util.Arrays.stream(taints).map(Taint::parse).toList();
        for (int i = 0; i < count; i++) {
            char zone = (char) ('a' + nodes % 3);
            kubernetes.join(
                    "gke-" + pool + "-" + String.format("%03d", nodes++),
                    template(pool, "europe-west1-" + zone, Map.of(), all));
        }
        return advance(15);
    }

    public TestCluster advance(long seconds) {
        timeline.advance(Duration.ofSeconds(seconds));
        return this;
    }

    /** Advances second by second until it holds. */
    public TestCluster until(String what, BooleanSupplier holds) {
        for (int i = 0; i < 3600 && !holds.getAsBoolean(); i++) {
            advance(1);
        }
        if (!holds.getAsBoolean()) {
            throw new AssertionError("Not within an hour: " + what);
        }
        return this;
    }

    public Manifest create(Resource resource, String json) {
        return api.create(resource, Manifest.of(tree(json)));
    }

    @SuppressWarnings("unchecked") // the texts are JSON objects
    public static Map<String, Object> tree(String json) {
        return (Map<String, Object>) new JacksonJson().read(json.replace('\'', '"'));
    }

    /** A Deployment in namespace shop; the pod asks for a tenth of a CPU. */
    public Manifest deployment(String name, int replicas, String moreOfSpec, String moreOfPodSpec) {
        return create(Resources.DEPLOYMENTS, workload(name, replicas, moreOfSpec, "", moreOfPodSpec));
    }

    /** @param moreOfSpec fields with a comma in front, or empty; so the others */
    public static String workload(
            String name, int replicas, String moreOfSpec, String moreOfTemplateMetadata, String moreOfPodSpec) {
        return """
            {'metadata':{'name':'%1$s','namespace':'shop','labels':{'app':'%1$s'}},
             'spec':{'replicas':%2$d,'selector':{'matchLabels':{'app':'%1$s'}}%3$s,
              'template':{'metadata':{'labels':{'app':'%1$s'}%4$s},
               'spec':{'containers':[{'name':'main','image':'registry.example/%1$s:1.0',
                'resources':{'requests':{'cpu':'100m','memory':'64Mi'}}}]%5$s}}}}""".formatted(name, replicas, moreOfSpec, moreOfTemplateMetadata, moreOfPodSpec);
    }

    public Manifest get(Resource resource, String name) {
        return api.get(resource, resource.namespaced() ? "shop" : "", name);
    }

    public List<Manifest> pods(String app) {
        return api.list(Resources.PODS, "shop", ListOptions.labels("app=" + app))
                .items();
    }

    public Manifest merge(Resource resource, String name, String json) {
        return api.patch(resource, "shop", name, Subresource.NONE, new Patch(Patch.Type.MERGE, tree(json)));
    }

    /** As many as wanted are available, and no others are there. */
    public boolean isRolledOut(String deployment) {
        Manifest now = get(Resources.DEPLOYMENTS, deployment);
        long replicas = now.number(1, "spec", "replicas");
        return now.number(0, "status", "observedGeneration") == now.number(0, "metadata", "generation")
                && now.number(0, "status", "updatedReplicas") == replicas
                && now.number(0, "status", "replicas") == replicas
                && now.number(0, "status", "availableReplicas") == replicas;
    }

    public TestCluster untilRolledOut(String deployment) {
        return until(deployment + " is rolled out", () -> isRolledOut(deployment));
    }

    /** The pool of the node that the pod is on. */
    public String poolOf(Manifest pod) {
        Manifest node = get(Resources.NODES, pod.text("spec", "nodeName"));
        return node.labels().get("cloud.google.com/gke-nodepool").toString();
    }

    public String schedulingMessage(Manifest pod) {
        return pod.items("status", "conditions").stream()
                .filter(condition -> condition.text("type").equals("PodScheduled"))
                .map(condition -> condition.text("message"))
                .findFirst()
                .orElse("");
    }
}
