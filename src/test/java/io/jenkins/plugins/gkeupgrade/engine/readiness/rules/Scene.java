package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
import io.jenkins.plugins.gkeupgrade.engine.model.VersionRequest;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUse;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ClusterFacts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ClusterWide;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Snapshot;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.engine.workload.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A cluster that a test describes: old pool blue with nodes of 4 cores, new pool green, and the shop's namespace. */
final class Scene {
    static final GkeVersion OLD = GkeVersion.parse("1.32.9-gke.1675000");
    static final GkeVersion NEW = GkeVersion.parse("1.33.5-gke.1162000");
    static final OptInTaint OPT_IN = new OptInTaint(OptInTaint.DEFAULT_KEY, NEW);
    static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    private final Map<ResourceKind, List<Manifest>> objects = new EnumMap<>(ResourceKind.class);
    private final Map<String, SupportEnd> support = new HashMap<>();
    private List<NodePool> pools = new ArrayList<>(List.of(pool("blue", OLD, 10), green(10)));
    private ClusterRef ref = ClusterRef.parse("projects/p/locations/europe-west1-b/clusters/prod");
    private GkeVersion controlPlane = NEW;
    private String channel = "";
    private boolean autopilot;
    private boolean autoProvisioning;
    private Upkeep upkeep;
    private ApiUse apiUse = new ApiUse.Known(List.of());

    Scene() {
        node("blue-1", "blue");
        node("blue-2", "blue");
        node("green-1", "green");
    }

    static NodePool pool(String name, GkeVersion version, int most) {
        return new NodePool(
                name,
                version,
                "RUNNING",
                "",
                1,
                NodePool.Autoscaling.perZone(0, most),
                Map.of(),
                List.of(),
                List.of("europe-west1-b"),
                Map.of("config.machineType", "e2-standard-4"));
    }

    static NodePool green(int most) {
        return tainted(pool("green", NEW, most), OPT_IN.taint());
    }

    static NodePool tainted(NodePool pool, Taint taint) {
        return new NodePool(
                pool.name(),
                pool.version(),
                pool.status(),
                "",
                pool.nodeCount(),
                pool.autoscaling(),
                Map.of(taint.key(), taint.value()),
                List.of(taint),
                pool.locations(),
                pool.settings());
    }

    /** Such a pool with other machines, and with one more taint. */
    static NodePool with(NodePool pool, String name, String machine, Taint taint) {
        List<Taint> taints = new ArrayList<>(pool.taints());
        taints.add(taint);
        return new NodePool(
                name,
                pool.version(),
                pool.status(),
                "",
                pool.nodeCount(),
                pool.autoscaling(),
                pool.labels(),
                taints,
                pool.locations(),
                Map.of("config.machineType", machine));
    }

    static NodePool in(NodePool pool, NodePool.Autoscaling scaling, String... zones) {
        return new NodePool(
                pool.name(),
                pool.version(),
                pool.status(),
                "",
                pool.nodeCount(),
                scaling,
                pool.labels(),
                pool.taints(),
                List.of(zones),
                pool.settings());
    }

    Scene pools(NodePool... other) {
        pools = List.of(other);
        return this;
    }

    Scene controlPlane(GkeVersion version) {
        controlPlane = version;
        return this;
    }

    Scene inChannel(String name, Upkeep may) {
        channel = name;
        upkeep = may;
        return this;
    }

    Scene upkeep(Upkeep may) {
        upkeep = may;
        return this;
    }

    Scene outsideGke() {
        ref = ClusterRef.outsideGke("kind");
        return this;
    }

    Scene autopilot() {
        autopilot = true;
        return this;
    }

    Scene autoProvisioning() {
        autoProvisioning = true;
        return this;
    }

    Scene apis(ApiUse use) {
        apiUse = use;
        return this;
    }

    Scene supported(String pool, SupportEnd until) {
        support.put(pool, until);
        return this;
    }

    Scene node(String name, String pool) {
        return node(name, pool, "");
    }

    /** @param more amounts that it has besides */
    Scene node(String name, String pool, String more) {
        return node(name, pool, more, "kubernetes.io/os: linux");
    }

    Scene node(String name, String pool, String more, String labels) {
        return with(
                ResourceKind.NODES,
                "metadata: {name: " + name + ", labels: {cloud.google.com/gke-nodepool: " + pool + ", " + labels
                        + "}}\n"
                        + "status: {allocatable: {cpu: '4', memory: 8Gi, pods: '110'"
                        + (more.isEmpty() ? "" : ", " + more) + "}}");
    }

    Scene noNodes() {
        objects.remove(ResourceKind.NODES);
        return this;
    }

    Scene with(ResourceKind kind, String yaml) {
        objects.computeIfAbsent(kind, k -> new ArrayList<>()).add(Manifest.of(Tree.yaml(yaml)));
        return this;
    }

    /** A StatefulSet, whose pods belong to it without a ReplicaSet in between. */
    Scene statefulSet(String namespace, String name, int replicas, String podSpec) {
        return with(
                ResourceKind.STATEFUL_SETS,
                "kind: StatefulSet\nmetadata: {namespace: " + namespace + ", name: " + name + ", uid: " + name + "}\n"
                        + "spec: {replicas: " + replicas + ", template: {metadata: {labels: {app: " + name
                        + "}}, spec: " + podSpec + "}}");
    }

    Scene pod(String namespace, String name, String app, String node, String podSpec) {
        String spec = podSpec.isEmpty() ? "{nodeName: " + node : podSpec.replaceFirst("}$", ", nodeName: " + node);
        return with(
                ResourceKind.PODS,
                "metadata: {namespace: " + namespace + ", name: " + name + ", uid: " + name + ", labels: {app: " + app
                        + "}, ownerReferences: [{uid: " + app + ", controller: true}]}\nspec: " + spec + "}\n"
                        + "status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}");
    }

    ReadinessObservation seen() {
        Map<ResourceKind, Listed> listed = new EnumMap<>(ResourceKind.class);
        for (ResourceKind kind : ResourceKind.values()) {
            listed.put(kind, new Listed.Objects(objects.getOrDefault(kind, List.of())));
        }
        Snapshot lists = new Snapshot(listed);
        Cluster cluster = new Cluster(ref, controlPlane, "RUNNING", autopilot, autoProvisioning, channel, pools);
        Map<String, Integer> most = pools.stream()
                .filter(p -> p.taints().stream().anyMatch(t -> t.value().equals(NEW.toString())))
                .collect(Collectors.toMap(
                        NodePool::name,
                        p -> ref.gke() ? p.autoscaling().max() * p.locations().size() : NewPools.UNKNOWN));
        Optional<OptInTaint> optIn = pools.stream()
                .flatMap(p -> p.taints().stream())
                .filter(t -> t.equals(OPT_IN.taint()))
                .map(t -> new OptInTaint(t.key(), NEW))
                .findFirst();
        ClusterFacts facts =
                new ClusterFacts(cluster, new VersionRequest("1.33"), optIn.map(o -> new NewPools(o, most)), NOW);
        return new ReadinessObservation(
                Fleet.of(lists, Selection.of("shop", "", List.of(), List.of())),
                lists,
                facts,
                new ClusterWide(lists, Optional.ofNullable(upkeep), support, apiUse));
    }

    List<String> found(Check check) {
        return check.check(seen()).stream().map(Finding::toString).toList();
    }
}
